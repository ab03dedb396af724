package io.tallystick.servlet.prometheus;

import io.tallystick.MetricDescriptor;
import io.tallystick.core.aggregate.TotalsVisitor;
import io.tallystick.core.exposition.Families;
import io.tallystick.core.exposition.Family;
import io.tallystick.core.exposition.Labels;
import io.tallystick.core.exposition.LiveTotals;
import io.tallystick.core.record.BucketCounts;
import io.tallystick.core.record.Series;
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
  private final Families families;
  private final Map<StoredMetric, ExposedFamily> byMetric =
      new TreeMap<>(
          Comparator.comparing(StoredMetric::name)
              .thenComparing(StoredMetric::kind)
              .thenComparing(StoredMetric::type));
  private final IdentityHashMap<Series, ExposedSeries> bySeries = new IdentityHashMap<>();
  private long reading;

  Exposition(LiveTotals source, Function<String, Optional<MetricDescriptor>> descriptors) {
    this.source = source;
    this.families = new Families(descriptors);
  }

  /**
   * Reads all series and writes those of some names.
   *
   * @param names of families or of their samples; none for all
   */
  Chunks write(Style style, Set<String> names) {
    reading++;
    source.visit(this);
    forget();
    Chunks out = new Chunks();
    for (ExposedFamily family : byMetric.values()) {
      if (family.isIn(names)) {
        family.writeTo(out, style);
      }
    }
    if (style.isOpenMetrics()) {
      out.write("# EOF\n");
    }
    return out;
  }

  private void forget() {
    if (bySeries.values().removeIf(each -> !each.isOf(reading))) {
      byMetric.values().removeIf(family -> !family.keep(reading));
    }
  }

  @Override
  public void counter(Series series, long whole, double fraction) {
    exposed(series).counter(reading, whole, fraction);
  }

  @Override
  public void gauge(Series series, double last) {
    exposed(series).gauge(reading, last);
  }

  @Override
  public void histogram(Series series, long count, double sum, BucketCounts buckets) {
    exposed(series).histogram(reading, sum, buckets);
  }

  private ExposedSeries exposed(Series series) {
    ExposedSeries there = bySeries.get(series);
    if (there == null) {
      SeriesKey key = source.key(series);
      ExposedFamily family =
          byMetric.computeIfAbsent(
              new StoredMetric(key.name(), key.kind(), key.type()),
              metric -> new ExposedFamily(families.family(metric)));
      Family called = family.family();
      there = new ExposedSeries(called, Labels.of(null, key.tenant(), key.tags(), called));
      family.add(there);
      bySeries.put(series, there);
    }
    return there;
  }
}
