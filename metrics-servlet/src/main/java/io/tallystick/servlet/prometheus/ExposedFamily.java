package io.tallystick.servlet.prometheus;

import io.tallystick.MetricDescriptor;
import io.tallystick.MetricKind;
import io.tallystick.core.exposition.Family;
import io.tallystick.core.exposition.Labels;
import io.tallystick.core.record.BucketCounts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A metric with its series, in the order in which they were first seen. */
final class ExposedFamily {
  private final Family family;
  private final List<ExposedSeries> series = new ArrayList<>();
  private BoundTexts bounds = BoundTexts.NONE;

  ExposedFamily(Family family) {
    this.family = family;
  }

  Family family() {
    return family;
  }

  /** Whether its metric is still known as it was. */
  boolean isDescribedAs(Function<String, Optional<MetricDescriptor>> descriptors) {
    MetricDescriptor now = descriptors.apply(family.metric().name()).orElse(null);
    return Objects.equals(now, family.descriptor())
        || (now != null && now.kind() != family.metric().kind());
  }

  void add(ExposedSeries more) {
    series.add(more);
  }

  /** The texts of a histogram's bounds; most series have the same. */
  BoundTexts bounds(BucketCounts counts) {
    bounds = bounds.of(counts, family.divisor());
    return bounds;
  }

  /** Forgets series that were not seen by this reading; whether some are left. */
  boolean keep(long reading) {
    series.removeIf(each -> !each.isOf(reading));
    return !series.isEmpty();
  }

  /** Whether somebody who asks for these names asks for it; no names means all. */
  boolean isIn(Set<String> names) {
    String name = family.name();
    return names.isEmpty()
        || names.contains(name)
        || switch (family.metric().kind()) {
          case COUNTER -> names.contains(name + "_total");
          case GAUGE -> false;
          case HISTOGRAM ->
              names.contains(name + "_bucket")
                  || names.contains(name + "_sum")
                  || names.contains(name + "_count");
        };
  }

  void writeTo(Chunks out, Style style) {
    String shown = style.isOpenMetrics() ? family.name() : sampleName();
    if (!family.help().isEmpty()) {
      out.write("# HELP " + shown + " ");
      out.write(help(style).getBytes(StandardCharsets.UTF_8));
      out.write('\n');
    }
    out.write("# TYPE " + shown + " " + type(style) + "\n");
    if (style.isOpenMetrics() && !family.unitName().isEmpty()) {
      out.write("# UNIT " + shown + " " + family.unitName() + "\n");
    }
    for (ExposedSeries each : series) {
      each.writeTo(out, style);
    }
  }

  /** In the older format quotes stay as they are. */
  private String help(Style style) {
    return style.isOpenMetrics()
        ? Labels.escaped(family.help())
        : family.help().replace("\\", "\\\\").replace("\n", "\\n");
  }

  private String type(Style style) {
    return family.metric().kind() == MetricKind.HISTOGRAM && style.hasQuantiles()
        ? "summary"
        : family.metric().kind().name().toLowerCase(Locale.ROOT);
  }

  /** The older format calls a counter as it calls its samples. */
  private String sampleName() {
    return family.metric().kind() == MetricKind.COUNTER ? family.name() + "_total" : family.name();
  }
}
