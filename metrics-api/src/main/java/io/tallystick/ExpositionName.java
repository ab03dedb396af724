package io.tallystick;

import java.util.List;
import java.util.regex.Pattern;

/** How a metric is called where Prometheus reads it. */
final class ExpositionName {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,199}");
  private static final Pattern LABEL = Pattern.compile("(?!__)[a-zA-Z_][a-zA-Z0-9_]{0,99}");

  /** What the parts of a histogram are called, so that nothing else may be called so. */
  private static final List<String> HISTOGRAM_PARTS = List.of("_bucket", "_sum", "_count");

  private ExpositionName() {}

  /** Dots become {@code _}, milliseconds {@code _seconds}, and a counter ends in {@code _total}. */
  static String derive(String name, MetricKind kind, Unit unit) {
    String plain = kind == MetricKind.COUNTER ? withoutCount(name) : name;
    String inSeconds = unit == Unit.MILLISECONDS ? withoutSuffix(plain, "_ms") + "_seconds" : plain;
    String full = kind == MetricKind.COUNTER ? inSeconds + "_total" : inSeconds;
    return full.replace('.', '_');
  }

  /** Throws unless a metric of this kind can be exposed under this name. */
  static void check(String expositionName, MetricKind kind) {
    boolean total = expositionName.endsWith("_total");
    boolean histogramPart = HISTOGRAM_PARTS.stream().anyMatch(expositionName::endsWith);
    if (!NAME.matcher(expositionName).matches()
        || histogramPart
        || expositionName.endsWith("_created")
        || total != (kind == MetricKind.COUNTER)) {
      throw new IllegalArgumentException(
          "expositionName is %s for a %s: use a-z, A-Z, 0-9 and _, end counters and only them in"
                  .formatted(expositionName, kind)
              + " _total, and nothing in _bucket, _sum, _count or _created.");
    }
  }

  /** Throws unless a tag of this kind of metric can be exposed under this label. */
  static void checkLabel(String label, MetricKind kind) {
    boolean histograms = label.equals("le") || label.equals("quantile");
    if (!LABEL.matcher(label).matches() || (histograms && kind == MetricKind.HISTOGRAM)) {
      throw new IllegalArgumentException(
          "A label is %s: use a-z, A-Z, 0-9 and _, no two _ at the start, and neither le nor"
                  .formatted(label)
              + " quantile on a histogram.");
    }
  }

  private static String withoutCount(String name) {
    return withoutSuffix(withoutSuffix(name, ".count"), ".total");
  }

  private static String withoutSuffix(String name, String suffix) {
    return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
  }
}
