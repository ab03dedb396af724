package io.tallystick.core.rollup;

import io.tallystick.core.sketch.Grid;
import io.tallystick.core.sketch.QuantileSketch;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.Percentiles;
import io.tallystick.spi.SketchBytes;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Samples as the bucket of a histogram holds them. */
final class Samples {
  private Samples() {}

  static HistogramState state(double... samples) {
    NavigableMap<Integer, Long> cells = new TreeMap<>();
    for (double sample : samples) {
      cells.merge(Grid.indexOf(sample), 1L, Long::sum);
    }
    int[] indexes = cells.keySet().stream().mapToInt(Integer::intValue).toArray();
    long[] counts = cells.values().stream().mapToLong(Long::longValue).toArray();
    double min = Arrays.stream(samples).min().orElseThrow();
    double max = Arrays.stream(samples).max().orElseThrow();
    QuantileSketch sketch = QuantileSketch.ofGrid(indexes, counts, counts.length, min, max);
    return new HistogramState(
        samples.length,
        Arrays.stream(samples).sum(),
        min,
        max,
        new Percentiles(sketch.quantile(0.5), sketch.quantile(0.95), sketch.quantile(0.99)),
        SketchBytes.copyOf(sketch.encode()));
  }
}
