package io.tallystick.core.sketch;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Counts samples on the grid, as recording does. */
final class Counting {
  private Counting() {}

  static QuantileSketch sketch(double... samples) {
    CountedSamples counted = count(samples);
    Cells cells = counted.cells();
    return QuantileSketch.ofGrid(
        cells.indexes(), cells.counts(), cells.size(), counted.min(), counted.max());
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
