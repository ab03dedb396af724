package io.tallystick.core.sketch;

import java.util.Arrays;

/**
 * Counts of samples on the grid, or on a coarser one that joins 2, 4, 8 … of its cells.
 *
 * <p>Indexes ascend and counts are positive. Joining cells is a shift of the index, which keeps the
 * order for negative values too; counts saturate. Both are the same in whatever order they are
 * done, so that cells which were merged and joined on different ways end up equal. The arrays are
 * never written once they are here.
 *
 * @param shift how many bits of the grid's index are left out
 */
@SuppressWarnings("ArrayRecordComponent") // shared inside the room only, never compared
record Cells(int shift, int[] indexes, long[] counts) {
  static final Cells NONE = new Cells(0, new int[0], new long[0]);

  int size() {
    return indexes.length;
  }

  double lowerBound(int position) {
    return Grid.lowerBound(Math.max(indexes[position] << shift, Grid.FIRST_INDEX));
  }

  double upperBound(int position) {
    int last = (indexes[position] << shift) + (1 << shift) - 1;
    return Grid.upperBound(Math.min(last, Grid.LAST_INDEX));
  }

  /** The sum of all counts. */
  long total() {
    long total = 0;
    for (long count : counts) {
      total = saturatedSum(total, count);
    }
    return total;
  }

  /** The same samples in at most so many cells, each as wide as needed. */
  Cells inAtMost(int cells) {
    Cells joined = this;
    while (joined.size() > cells) {
      joined = joined.joinedTo(joined.shift + 1);
    }
    return joined;
  }

  /** The same samples on a grid that is as coarse or coarser. */
  Cells joinedTo(int coarserShift) {
    int by = coarserShift - shift;
    if (by == 0) {
      return this;
    }
    int[] joinedIndexes = new int[size()];
    long[] joinedCounts = new long[size()];
    int last = -1;
    for (int i = 0; i < size(); i++) {
      int index = indexes[i] >> by;
      if (last < 0 || joinedIndexes[last] != index) {
        joinedIndexes[++last] = index;
      }
      joinedCounts[last] = saturatedSum(joinedCounts[last], counts[i]);
    }
    return new Cells(
        coarserShift,
        Arrays.copyOf(joinedIndexes, last + 1),
        Arrays.copyOf(joinedCounts, last + 1));
  }

  /** Adds two counts, neither negative. */
  static long saturatedSum(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
