package io.tallystick.servlet.prometheus;

import io.tallystick.MetricDescriptor;
import io.tallystick.core.aggregate.TotalsVisitor;
import io.tallystick.core.exposition.Families;
import io.tallystick.core.exposition.Family;
import io.tallystick.core.exposition.Labels;
import io.tallystick.core.exposition.LiveTotals;
import io.tallystick.core.record.BucketCounts;
import io.tallystick.core.record.Series;
import io.tallystick.core.sketch.QuantileSketch;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StoredMetric;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * All series as lines of text. What is the same in each reading is made once and kept as long as
 * the series is there, so that a reading makes little but the text. One thread at a time.
 */
final class Exposition implements TotalsVisitor {
  private final LiveTotals source;
  private final Function<String, Optional<MetricDescriptor>> descriptors;
  private final boolean hasQuantiles;
  private final Families families;
  private final Map<StoredMetric, ExposedFamily> byMetric =
      new TreeMap<>(
          Comparator.comparing(StoredMetric::name)
              .thenComparing(StoredMetric::kind)
              .thenComparing(StoredMetric::type));
  private final IdentityHashMap<Series, ExposedSeries> bySeries = new IdentityHashMap<>();
  private long reading;

  /**
   * Of nothing yet.
   *
   * @param hasQuantiles whether histograms are shown as quantiles instead of buckets
   */
  Exposition(
      LiveTotals source,
      Function<String, Optional<MetricDescriptor>> descriptors,
      boolean hasQuantiles) {
    this.source = source;
    this.descriptors = descriptors;
    this.hasQuantiles = hasQuantiles;
    this.families = new Families(descriptors);
  }

  /**
   * Reads all series and writes those of some names.
   *
   * @param names of families or of their samples; none for all
   * @param out takes the lines
   */
  void write(Style style, Set<String> names, Chunks out) {
    reading++;
    forgetRedescribed();
    source.visit(this);
    forgetGone();
    for (ExposedFamily family : byMetric.values()) {
      if (family.isIn(names)) {
        family.writeTo(out, style);
      }
    }
    if (style.isOpenMetrics()) {
      out.write("# EOF\n");
    }
  }

  /** A metric may be described when it has series already: then they are called otherwise. */
  private void forgetRedescribed() {
    if (byMetric.values().removeIf(family -> !family.isDescribedAs(descriptors))) {
      bySeries.clear();
      byMetric.clear();
    }
  }

  private void forgetGone() {
    if (bySeries.values().removeIf(each -> !each.isOf(reading))) {
      byMetric.values().removeIf(family -> !family.keep(reading));
    }
  }

  @Override
  public boolean wantsQuantiles() {
    return hasQuantiles;
  }

  @Override
  public void counter(Series series, long whole, double fraction) {
    ((ExposedCounter) exposed(series)).see(whole, fraction);
  }

  @Override
  public void gauge(Series series, double last) {
    ((ExposedGauge) exposed(series)).see(last);
  }

  @Override
  public void histogram(Series series, double sum, BucketCounts buckets, QuantileSketch recent) {
    ((ExposedHistogram) exposed(series)).see(sum, buckets, recent);
  }

  private ExposedSeries exposed(Series series) {
    ExposedSeries there = bySeries.get(series);
    if (there == null) {
      there = make(series);
      bySeries.put(series, there);
    }
    there.found(reading);
    return there;
  }

  private ExposedSeries make(Series series) {
    SeriesKey key = source.key(series);
    ExposedFamily family =
        byMetric.computeIfAbsent(
            new StoredMetric(key.name(), key.kind(), key.type()),
            metric -> new ExposedFamily(families.family(metric)));
    Family called = family.family();
    String labels = Labels.of(null, key.tenant(), key.tags(), called);
    ExposedSeries made =
        switch (key.kind()) {
          case COUNTER -> new ExposedCounter(called, labels, source.startMillis(series));
          case GAUGE -> new ExposedGauge(called, labels);
          case HISTOGRAM -> histogram(family, labels, source.startMillis(series));
        };
    family.add(made);
    return made;
  }

  private ExposedSeries histogram(ExposedFamily family, String labels, long startMillis) {
    return new ExposedHistogram(family, labels, startMillis, hasQuantiles);
  }
}
