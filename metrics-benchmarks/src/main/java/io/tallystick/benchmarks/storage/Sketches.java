package io.tallystick.benchmarks.storage;

import io.tallystick.core.sketch.Grid;
import io.tallystick.core.sketch.QuantileSketch;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Makes sketches as recording does: of counts on the grid. */
final class Sketches {
  private Sketches() {}

  static QuantileSketch of(double[] values) {
    Map<Integer, Long> cells = new TreeMap<>();
    for (double value : values) {
      cells.merge(Grid.indexOf(value), 1L, Long::sum);
    }
    return QuantileSketch.ofGrid(
        cells.keySet().stream().mapToInt(Integer::intValue).toArray(),
        cells.values().stream().mapToLong(Long::longValue).toArray(),
        cells.size(),
        Arrays.stream(values).min().orElseThrow(),
        Arrays.stream(values).max().orElseThrow());
  }
}
