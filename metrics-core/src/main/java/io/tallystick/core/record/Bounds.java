package io.tallystick.core.record;

import io.tallystick.core.sketch.Grid;
import java.util.Arrays;
import java.util.List;

/**
 * The upper bounds that a histogram's samples are counted between for whoever cannot read a
 * distribution. A bound belongs to what it is the end of. Immutable.
 *
 * <p>Bounds are seldom the edges of cells, and a value that equals one must be on its lower side,
 * so counts cannot be had from the grid: each sample is compared. To be quick, the page of the grid
 * that it lies on says which bounds are below the whole page; seldom is there one within.
 */
final class Bounds {
  private final double[] upper;
  private final int firstPage;

  /** How many bounds lie below each page. */
  private final byte[] below;

  private Bounds(double[] upper) {
    this.upper = upper;
    firstPage = page(upper[0]);
    below = new byte[page(upper[upper.length - 1]) - firstPage + 1];
    for (int at = 0; at < below.length; at++) {
      while (below[at] < upper.length && page(upper[below[at]]) < firstPage + at) {
        below[at]++;
      }
    }
  }

  /** Bounds in ascending order, one to 64. */
  static Bounds of(List<Double> ascending) {
    return new Bounds(ascending.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static int page(double value) {
    return Grid.indexOf(value) >> PageWindow.PAGE_BITS;
  }

  /** One more than there are bounds: what lies above the last one is counted, too. */
  int slots() {
    return upper.length + 1;
  }

  /** How many bounds a value is above. */
  int slotOf(double value) {
    int at = page(value) - firstPage;
    int slot = at < 0 ? 0 : at >= below.length ? upper.length : below[at];
    while (slot < upper.length && value > upper[slot]) {
      slot++;
    }
    return slot;
  }

  /** Counts samples as they lie in a log. */
  void count(long[] numbers, int from, int end, long[] slots) {
    for (int at = from; at < end; at++) {
      slots[slotOf(Double.longBitsToDouble(numbers[at]))]++;
    }
  }

  /** Adds counts between other bounds, each as if its samples had been as large as their bound. */
  void include(Bounds others, long[] counts, long[] slots) {
    boolean isSame = this == others || Arrays.equals(upper, others.upper);
    for (int i = 0; i < counts.length; i++) {
      int slot = isSame ? i : i == others.upper.length ? upper.length : slotOf(others.upper[i]);
      slots[slot] += counts[i];
    }
  }

  BucketCounts counts(long[] slots) {
    return new BucketCounts(upper, slots.clone());
  }
}
