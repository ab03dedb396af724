package io.tallystick.core.merge;

import io.tallystick.core.sketch.QuantileSketch;
import io.tallystick.core.sketch.SketchFormatException;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.Percentiles;
import io.tallystick.spi.SketchBytes;
import java.util.ArrayList;
import java.util.List;

/** Adds up the values of histograms: their counts, their sums and their sketches. */
final class HistogramMerge {
  private final List<QuantileSketch> sketches = new ArrayList<>();
  private final FiniteSum sum = new FiniteSum();
  private long count;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  private HistogramMerge() {}

  static HistogramState merge(List<HistogramState> states) {
    HistogramMerge merge = new HistogramMerge();
    states.forEach(merge::add);
    return merge.state();
  }

  private void add(HistogramState state) {
    sketches.add(decoded(state.sketch()));
    sum.add(state.sum());
    count = StateMerge.saturatedSum(count, state.count());
    min = Math.min(min, state.min());
    max = Math.max(max, state.max());
  }

  /** The sketch of at least one value, as every histogram has. */
  private static QuantileSketch decoded(SketchBytes bytes) {
    try {
      QuantileSketch sketch = QuantileSketch.decode(bytes.toArray());
      if (sketch.count() == 0) {
        throw new UnreadableSketchException("it holds no value", null);
      }
      return sketch;
    } catch (SketchFormatException reason) {
      throw new UnreadableSketchException(reason.getMessage(), reason);
    }
  }

  private HistogramState state() {
    QuantileSketch sketch = QuantileSketch.merge(sketches);
    Percentiles percentiles =
        new Percentiles(within(sketch, 0.5), within(sketch, 0.95), within(sketch, 0.99));
    SketchBytes bytes = SketchBytes.copyOf(sketch.encode());
    return new HistogramState(count, sum.value(), min, max, percentiles, bytes);
  }

  /** A percentile that fits the extremes, also where a store's column and its sketch disagree. */
  private double within(QuantileSketch sketch, double q) {
    return Math.max(min, Math.min(sketch.quantile(q), max));
  }
}
