package io.tallystick.core;

import io.tallystick.core.aggregate.TotalsVisitor;
import io.tallystick.core.exposition.LiveTotals;
import io.tallystick.core.record.BucketCounts;
import io.tallystick.core.record.Series;
import io.tallystick.core.sketch.QuantileSketch;
import io.tallystick.spi.SeriesKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the library counted of itself since it began, and how many series each metric has, at one
 * moment. Any thread may make one, and then use it alone; nothing of it asks the store.
 *
 * <pre>{@code
 * OwnTotals totals = OwnTotals.of(runtime.liveTotals());
 * totals.by("tallystick.dropped.count", "reason").forEach(this::show);
 * }</pre>
 */
public final class OwnTotals implements TotalsVisitor {
  private static final String OWN = "tallystick.";

  private final List<Counted> counted = new ArrayList<>();
  private final Map<String, Integer> seriesByMetric = new TreeMap<>();
  private final LiveTotals source;

  private OwnTotals(LiveTotals source) {
    this.source = source;
  }

  /** Adds up what there is now. */
  public static OwnTotals of(LiveTotals source) {
    OwnTotals totals = new OwnTotals(source);
    source.visit(totals);
    return totals;
  }

  @Override
  public void counter(Series series, long whole, double fraction) {
    note(series);
    if (series.name().startsWith(OWN)) {
      counted.add(new Counted(series, whole));
    }
  }

  @Override
  public void gauge(Series series, double last) {
    note(series);
  }

  @Override
  public void histogram(Series series, double sum, BucketCounts buckets, QuantileSketch recent) {
    note(series);
  }

  private void note(Series series) {
    seriesByMetric.merge(series.name(), 1, Integer::sum);
  }

  /**
   * What was counted, by the value of a tag; of series without the tag by an empty one. None of a
   * metric that is not one of the library's own counters.
   */
  public SortedMap<String, Long> by(String metric, String key) {
    SortedMap<String, Long> totals = new TreeMap<>();
    for (Counted each : counted) {
      if (each.series().name().equals(metric)) {
        SeriesKey of = source.key(each.series());
        @Nullable String value = of.tags().get(key);
        totals.merge(value == null ? "" : value, each.count(), Long::sum);
      }
    }
    return Collections.unmodifiableSortedMap(totals);
  }

  /** What was counted in all; 0 of a metric that is not one of the library's own counters. */
  public long sum(String metric) {
    return counted.stream()
        .filter(each -> each.series().name().equals(metric))
        .mapToLong(Counted::count)
        .sum();
  }

  /** How many series a metric has. */
  public int seriesOf(String metric) {
    return seriesByMetric.getOrDefault(metric, 0);
  }

  /** The metrics with the most series and how many these are, the largest first. */
  public List<Map.Entry<String, Integer>> largest(int most) {
    return seriesByMetric.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .toList();
  }

  /** One series of the library's own, and what it amounts to. */
  private record Counted(Series series, long count) {}
}
