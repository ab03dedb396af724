package io.tallystick.servlet.dashboard;

import io.tallystick.core.sketch.Grid;
import io.tallystick.core.sketch.QuantileSketch;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.Percentiles;
import io.tallystick.spi.SketchBytes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Buckets of histograms, made of samples as recording makes them. */
final class SampledStates {
  private static final int DIFFERENT = 64;
  private static final int SAMPLES = 200;
  private static final double MEDIAN_MILLIS = 20;

  private SampledStates() {}

  /** Some of them, lognormal and the same each time. */
  static List<HistogramState> histograms() {
    Random random = new Random(1);
    return IntStream.range(0, DIFFERENT).mapToObj(each -> histogram(random)).toList();
  }

  private static HistogramState histogram(Random random) {
    double[] values = new double[SAMPLES];
    Map<Integer, Long> cells = new TreeMap<>();
    for (int i = 0; i < SAMPLES; i++) {
      values[i] = MEDIAN_MILLIS * Math.exp(random.nextGaussian());
      cells.merge(Grid.indexOf(values[i]), 1L, Long::sum);
    }
    Arrays.sort(values);
    QuantileSketch sketch =
        QuantileSketch.ofGrid(
            cells.keySet().stream().mapToInt(Integer::intValue).toArray(),
            cells.values().stream().mapToLong(Long::longValue).toArray(),
            cells.size(),
            values[0],
            values[SAMPLES - 1]);
    return new HistogramState(
        SAMPLES,
        Arrays.stream(values).sum(),
        sketch.min(),
        sketch.max(),
        new Percentiles(sketch.quantile(0.5), sketch.quantile(0.95), sketch.quantile(0.99)),
        SketchBytes.copyOf(sketch.encode()));
  }
}
