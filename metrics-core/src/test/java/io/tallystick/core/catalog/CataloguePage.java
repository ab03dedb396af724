package io.tallystick.core.catalog;

import static java.util.stream.Collectors.joining;

import io.tallystick.MetricDescriptor;
import io.tallystick.MetricKind;
import io.tallystick.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes a catalogue as the Markdown page that people read. */
final class CataloguePage {
  static final String COMMAND =
      "mvn -B -Pfast -pl metrics-core -am test -Dtest=CataloguePageTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.catalogue.write=true";

  private static final String HEAD =
      """
      # Catalogue of metrics

      Generated from `catalogue.txt` of `io.tallystick.core.catalog`, not to be edited; to write it anew: `%s`

      An alias is another name of the same series. Beside a gauge stands how it adds up over instances. Prometheus is shown milliseconds as seconds, and the label behind an arrow instead of the tag. Values that end in … are examples, all others are the only ones. A hashed value is only ever exposed as a hash, an optional tag is left out unless it is asked for.
      """
          .formatted(COMMAND);

  private static final String COLUMNS =
      """
      | Name | Kind | Unit | Tags | Prometheus | What it tells |
      |---|---|---|---|---|---|
      """;

  private static final String NOTHING = "–";

  private CataloguePage() {}

  static String of(Catalogue catalogue) {
    return HEAD + catalogue.sections().stream().map(CataloguePage::section).collect(joining());
  }

  private static String section(CatalogueSection section) {
    String notes = section.notes().stream().map(note -> note + ".\n\n").collect(joining());
    String rows = section.entries().stream().map(CataloguePage::row).collect(joining());
    return "\n## " + section.title() + "\n\n" + notes + COLUMNS + rows;
  }

  private static String row(CatalogueEntry entry) {
    MetricDescriptor metric = entry.descriptor();
    return cells(
        names(metric),
        kind(metric),
        unit(metric.unit()),
        orNothing(entry.tags().stream().map(CataloguePage::tag).collect(joining("<br>"))),
        code(metric.expositionName()),
        metric.description());
  }

  private static String cells(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static String names(MetricDescriptor metric) {
    String aliases =
        metric.aliases().stream().map(alias -> "<br>alias " + code(alias)).collect(joining());
    return code(metric.name()) + aliases;
  }

  private static String kind(MetricDescriptor metric) {
    return metric.kind() == MetricKind.GAUGE
        ? "gauge, " + lowerCase(metric.combination())
        : lowerCase(metric.kind());
  }

  private static String unit(Unit unit) {
    return switch (unit) {
      case NONE -> NOTHING;
      case MILLISECONDS -> "ms";
      case BYTES, RATIO -> lowerCase(unit);
    };
  }

  private static String tag(CatalogueTag tag) {
    String label = tag.label().equals(tag.key()) ? "" : " → " + code(tag.label());
    return code(tag.key()) + label + values(tag) + marks(tag);
  }

  private static String values(CatalogueTag tag) {
    if (tag.values().isEmpty()) {
      return "";
    }
    return ": " + String.join(", ", tag.values()) + (tag.fixed() ? "" : ", …");
  }

  private static String marks(CatalogueTag tag) {
    List<String> marks = new ArrayList<>();
    if (tag.hashed()) {
      marks.add("hashed");
    }
    if (tag.optional()) {
      marks.add("optional");
    }
    return marks.isEmpty() ? "" : " (" + String.join(", ", marks) + ")";
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static String orNothing(String text) {
    return text.isEmpty() ? NOTHING : text;
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
