package io.tallystick.core.sketch;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Counts samples on the grid, as recording does. */
final class Counting {
  private Counting() {}

  static QuantileSketch sketch(double... samples) {
    CountedSamples counted = count(samples);
    Cells cells = counted.cells();
    return QuantileSketch.ofGrid(
        cells.indexes(), cells.counts(), cells.size(), counted.min(), counted.max());
  }

  /** Sketches of every so-manieth sample; some are empty when there are few. */
  static List<QuantileSketch> parts(double[] samples, int parts) {
    return IntStream.range(0, parts)
        .mapToObj(
            part ->
                IntStream.iterate(part, i -> i < samples.length, i -> i + parts)
                    .mapToDouble(i -> samples[i])
                    .toArray())
        .map(part -> part.length == 0 ? QuantileSketch.empty() : sketch(part))
        .toList();
  }

  /** Sketches of samples in the order they came. */
  static List<QuantileSketch> runs(double[] samples, int runs) {
    int size = samples.length / runs;
    return IntStream.range(0, runs)
        .mapToObj(run -> sketch(Arrays.copyOfRange(samples, run * size, (run + 1) * size)))
        .toList();
  }

  static CountedSamples count(double... samples) {
    Map<Integer, Long> counts = new TreeMap<>();
    for (double sample : samples) {
      counts.merge(Grid.indexOf(sample), 1L, Long::sum);
    }
    int[] indexes = counts.keySet().stream().mapToInt(Integer::intValue).toArray();
    long[] perCell = counts.values().stream().mapToLong(Long::longValue).toArray();
    double min = Arrays.stream(samples).min().orElseThrow();
    double max = Arrays.stream(samples).max().orElseThrow();
    return new CountedSamples(new Cells(indexes, perCell), false, min, max);
  }
}
