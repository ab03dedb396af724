package io.tallystick.core.record;

import io.tallystick.core.sketch.QuantileSketch;
import java.util.Arrays;

/** Collects the cells of a grid that were hit, so that the grid is free again soon. */
final class GridCopy implements GridCounts.CellVisitor {
  private int[] indexes = new int[64];
  private long[] counts = new long[64];
  private int size;

  @Override
  public void visit(int index, long count) {
    if (size == indexes.length) {
      indexes = Arrays.copyOf(indexes, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    indexes[size] = index;
    counts[size++] = count;
  }

  QuantileSketch sketch(double min, double max) {
    return size == 0
        ? QuantileSketch.empty()
        : QuantileSketch.ofGrid(indexes, counts, size, min, max);
  }
}
