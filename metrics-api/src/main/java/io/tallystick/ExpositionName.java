package io.tallystick;

import java.util.regex.Pattern;

/** How a metric is called where Prometheus reads it. */
final class ExpositionName {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,199}");
  private static final Pattern LABEL = Pattern.compile("(?!__)[a-zA-Z_][a-zA-Z0-9_]{0,99}");

  /** What parts of other metrics are called, so that no metric may be called so. */
  private static final Pattern RESERVED = Pattern.compile(".*_(bucket|sum|count|created)");

  private ExpositionName() {}

  /**
   * Dots become {@code _}, milliseconds {@code _seconds}, and a counter ends in {@code _total}. A
   * name that would then be reserved gets {@code _value}.
   */
  static String derive(String name, MetricKind kind, Unit unit) {
    String plain = kind == MetricKind.COUNTER ? without(without(name, ".count"), ".total") : name;
    String inSeconds = unit == Unit.MILLISECONDS ? without(plain, "_ms").concat("_seconds") : plain;
    String full = kind == MetricKind.COUNTER ? inSeconds.concat("_total") : inSeconds;
    String exposed = full.replace('.', '_');
    return isFit(exposed, kind) ? exposed : exposed.concat("_value");
  }

  /** Throws unless a metric of this kind can be exposed under this name. */
  static void check(String exposed, MetricKind kind) {
    if (!isFit(exposed, kind)) {
      throw new IllegalArgumentException(
          ("expositionName is %s for a %s: use a-z, A-Z, 0-9 and _, end counters and only them in"
                  + " _total, and nothing in _bucket, _sum, _count or _created.")
              .formatted(exposed, kind));
    }
  }

  /** Throws unless a tag of this kind of metric can be exposed under this label, once. */
  static void checkLabel(String label, MetricKind kind, boolean isFirst) {
    boolean ofHistograms = label.equals("le") || label.equals("quantile");
    if (!isFirst
        || !LABEL.matcher(label).matches()
        || (ofHistograms && kind == MetricKind.HISTOGRAM)) {
      throw new IllegalArgumentException(
          ("A label is %s: use a-z, A-Z, 0-9 and _, no two _ at the start, neither le nor"
                  + " quantile on a histogram, and each label once.")
              .formatted(label));
    }
  }

  private static boolean isFit(String exposed, MetricKind kind) {
    return NAME.matcher(exposed).matches()
        && !RESERVED.matcher(exposed).matches()
        && exposed.endsWith("_total") == (kind == MetricKind.COUNTER);
  }

  private static String without(String name, String suffix) {
    return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
  }
}
