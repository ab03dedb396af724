package io.tallystick.examples.quickstart;

import io.tallystick.MetricKind;
import io.tallystick.core.sketch.Grid;
import io.tallystick.core.sketch.QuantileSketch;
import io.tallystick.examples.quickstart.Happening.Effect;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.Percentiles;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.SketchBytes;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** What one series was told in one window; {@link #close} gives that and begins anew. */
final class Ledger {
  /** So many samples stand for all of a window: enough for percentiles that look alive. */
  private static final int DRAWN = 32;

  private final SeriesKey series;
  private final TreeMap<Integer, Long> cells = new TreeMap<>();
  private long count;
  private double sum;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  Ledger(SeriesKey series) {
    this.series = series;
  }

  SeriesKey series() {
    return series;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Adds that an effect came so many times. */
  void add(Effect effect, long times, double slowness, SplittableRandom random) {
    if (effect.isCounted()) {
      count += times;
      return;
    }
    double median = effect.isWhole() ? effect.median() : effect.median() * slowness;
    long drawn = Math.min(times, DRAWN);
    for (long i = 0; i < drawn; i++) {
      double value = Chance.about(random, median, effect.spread());
      put(effect.isWhole() ? Math.rint(value) : value, share(times, drawn, i));
    }
  }

  /** Of so many times each drawn sample stands for a share; together they are all. */
  private static long share(long times, long drawn, long which) {
    return times / drawn + (which < times % drawn ? 1 : 0);
  }

  private void put(double value, long times) {
    cells.merge(Grid.indexOf(value), times, Long::sum);
    count += times;
    sum += value * (double) times;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  BucketState close() {
    BucketState state =
        series.kind() == MetricKind.COUNTER ? CounterState.ofWhole(count) : histogram();
    cells.clear();
    count = 0;
    sum = 0;
    min = Double.POSITIVE_INFINITY;
    max = Double.NEGATIVE_INFINITY;
    return state;
  }

  private HistogramState histogram() {
    int[] indexes = cells.keySet().stream().mapToInt(Integer::intValue).toArray();
    long[] counts = cells.values().stream().mapToLong(Long::longValue).toArray();
    QuantileSketch sketch = QuantileSketch.ofGrid(indexes, counts, indexes.length, min, max);
    Percentiles percentiles =
        new Percentiles(sketch.quantile(0.5), sketch.quantile(0.95), sketch.quantile(0.99));
    return new HistogramState(
        count, sum, min, max, percentiles, SketchBytes.copyOf(sketch.encode()));
  }
}
