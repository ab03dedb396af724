package io.tallystick.core.catalog;

import io.tallystick.MetricDescriptor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The line of one metric: {@code name | kind | tags | settings | description}. */
final class MetricLine {
  private static final Pattern COLUMNS = Pattern.compile(" | ", Pattern.LITERAL);
  private static final int NAME = 0;
  private static final int KIND = 1;
  private static final int TAGS = 2;
  private static final int SETTINGS = 3;
  private static final int DESCRIPTION = 4;

  private MetricLine() {}

  static CatalogueEntry parse(String line) {
    String[] columns = COLUMNS.split(line, -1);
    if (columns.length != DESCRIPTION + 1) {
      throw new IllegalArgumentException(
          "The line has %d columns: write name | kind | tags | settings | description."
              .formatted(columns.length));
    }
    List<CatalogueTag> tags = TagColumn.parse(columns[TAGS]);
    MetricDescriptor.Builder metric =
        builder(columns[KIND], columns[NAME])
            .description(requireSentence(columns[DESCRIPTION]))
            .tags(tags.stream().map(CatalogueTag::key).toArray(String[]::new));
    stateLabels(metric, tags);
    SettingsColumn.parse(columns[SETTINGS], columns[KIND]).applyTo(metric);
    return new CatalogueEntry(metric.build(), tags);
  }

  /** The text, if it can stand as a sentence: not empty, a capital or a `code` first, no dot. */
  static String requireSentence(String text) {
    boolean begun = !text.isEmpty() && (Character.isUpperCase(text.charAt(0)) || isCode(text));
    if (!begun || text.endsWith(".") || !text.equals(text.strip())) {
      throw new IllegalArgumentException(
          "The text \"" + text + "\" is no sentence without its full stop: say what it tells.");
    }
    return text;
  }

  private static boolean isCode(String text) {
    return text.charAt(0) == '`';
  }

  private static MetricDescriptor.Builder builder(String kind, String name) {
    return switch (kind) {
      case "counter" -> MetricDescriptor.counter(name);
      case "gauge" -> MetricDescriptor.gauge(name);
      case "histogram" -> MetricDescriptor.histogram(name);
      default ->
          throw new IllegalArgumentException(
              "The kind is \"" + kind + "\": write counter, gauge or histogram.");
    };
  }

  private static void stateLabels(MetricDescriptor.Builder metric, List<CatalogueTag> tags) {
    Set<String> labels = new HashSet<>();
    for (CatalogueTag tag : tags) {
      if (!labels.add(tag.label())) {
        throw new IllegalArgumentException(
            "Two tags are exposed as " + tag.label() + ": rename one with key->label.");
      }
      if (!tag.label().equals(tag.key())) {
        metric.label(tag.key(), tag.label());
      }
    }
  }
}
