package io.tallystick.core.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Adds up what drains show: what each minute showed last, over all minutes; and by a second way,
 * the running totals of counters.
 *
 * <p>Series with one name and the same tags count as one, since a series that was retired has a
 * successor.
 */
final class DrainedTotals implements DrainTarget {
  private final Map<String, Sum> byName = new HashMap<>();
  private final Map<Series, Long> totals = new HashMap<>();
  private final Map<Series, Double> gauges = new HashMap<>();

  /** The state of this minute so far, which the next drain of the minute replaces. */
  private final Map<Series, Sum> minute = new LinkedHashMap<>();

  private final Set<Series> shown = new LinkedHashSet<>();

  @Override
  public void counter(Series series, long total, long inMinute, double fraction) {
    totals.merge(series, total, Math::max);
    sum(series).fraction += fraction;
    show(series).whole = inMinute;
  }

  @Override
  public void gauge(Series series, double last, double least, double greatest) {
    shown.add(series);
    gauges.put(series, last);
  }

  @Override
  public boolean wantsHistogram(Series series, long count) {
    shown.add(series);
    return count != 0;
  }

  @Override
  public void histogram(Series series, HistogramMinute histogram) {
    Sum state = show(series);
    state.count = histogram.count();
    state.sum = histogram.sum();
    state.sketchCount = histogram.sketch().count();
    state.buckets = histogram.buckets();
  }

  void endMinute() {
    minute.forEach((series, state) -> sum(series).add(state));
    minute.clear();
  }

  /** From here on, what was shown before is not among the {@link #series}. */
  void beginDrain() {
    shown.clear();
  }

  /** The series that the last drain showed. */
  List<Series> series() {
    return new ArrayList<>(shown);
  }

  Series series(String name) {
    return shown.stream().filter(series -> series.name().equals(name)).findFirst().orElseThrow();
  }

  /** The sums of every series of a name, of all minutes that ended. */
  Sum of(String name) {
    return byName.getOrDefault(name, new Sum());
  }

  /** What the running totals of every series of a name came to. */
  long runningTotal(String name) {
    return totals.entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(name))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  long seriesOf(String name) {
    return totals.keySet().stream().filter(series -> series.name().equals(name)).count();
  }

  double gauge(String name) {
    return gauges.entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(name))
        .mapToDouble(Map.Entry::getValue)
        .findFirst()
        .orElse(Double.NaN);
  }

  private Sum sum(Series series) {
    return byName.computeIfAbsent(series.name(), name -> new Sum());
  }

  private Sum show(Series series) {
    shown.add(series);
    Sum state = new Sum();
    minute.put(series, state);
    return state;
  }

  /** Sums of one series in a minute, or of all series of a name in all minutes. */
  static final class Sum {
    long whole;
    double fraction;
    long count;
    double sum;
    long sketchCount;
    BucketCounts buckets = BucketCounts.NONE;

    void add(Sum other) {
      whole += other.whole;
      count += other.count;
      sum += other.sum;
      sketchCount += other.sketchCount;
      buckets = other.buckets == BucketCounts.NONE ? buckets : buckets.plus(other.buckets);
    }
  }
}
