package io.tallystick.core.export;

import io.tallystick.spi.SeriesKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The labels of a series: its source, its tenant, and its tags. A tag that is called as one of
 * these, or as what the format itself needs, gets {@code exported_} in front, as Prometheus has it.
 */
final class Labels {
  private static final String PREFIX = "exported_";
  private static final Pattern TAKEN =
      Pattern.compile("(exported_)*(source|tenant|quantile|le)|__.*");

  private final List<String> pairs = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private Labels() {}

  /** As they stand between braces; never empty, since each series has a source. */
  static String of(SeriesKey series, Family family) {
    Labels labels = new Labels();
    labels.add("source", series.source());
    if (series.tenant() != null) {
      labels.add("tenant", series.tenant());
    }
    for (Map.Entry<String, String> tag : series.tags()) {
      String label = family.label(tag.getKey()).replaceAll("[^a-zA-Z0-9_]", "_");
      boolean isTaken = TAKEN.matcher(label).matches() || Character.isDigit(label.charAt(0));
      labels.add(isTaken ? PREFIX.concat(label) : label, tag.getValue());
    }
    return String.join(",", labels.pairs);
  }

  private void add(String wanted, String value) {
    String name = wanted;
    while (!names.add(name)) {
      name = PREFIX.concat(name);
    }
    pairs.add(name + "=\"" + escaped(value) + '"');
  }

  /** Readers take a NUL for the end. */
  static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n")
        .replace('\0', '\uFFFD');
  }
}
