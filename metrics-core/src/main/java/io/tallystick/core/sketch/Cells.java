package io.tallystick.core.sketch;

/**
 * Counts of samples on the {@link Grid}.
 *
 * <p>Indexes ascend and counts are positive. The arrays are never written once they are here.
 */
@SuppressWarnings("ArrayRecordComponent") // shared inside the room only, never compared
record Cells(int[] indexes, long[] counts) {
  static final Cells NONE = new Cells(new int[0], new long[0]);

  int size() {
    return indexes.length;
  }

  double lowerBound(int position) {
    return Grid.lowerBound(indexes[position]);
  }

  double upperBound(int position) {
    return Grid.upperBound(indexes[position]);
  }

  /** Refuses, with an {@link IllegalArgumentException}, what is not as said above. */
  void check() {
    for (int i = 0; i < size(); i++) {
      if (!Grid.isIndex(indexes[i]) || (i > 0 && indexes[i] <= indexes[i - 1])) {
        throw new IllegalArgumentException(
            "index " + indexes[i] + " at " + i + " is not a cell after the one before");
      }
      if (counts[i] <= 0) {
        throw new IllegalArgumentException("count " + counts[i] + " at " + i + " is not positive");
      }
    }
  }

  /** The sum of all counts. */
  long total() {
    long total = 0;
    for (long count : counts) {
      total = saturatedSum(total, count);
    }
    return total;
  }

  /** Adds two counts, neither negative. */
  static long saturatedSum(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
