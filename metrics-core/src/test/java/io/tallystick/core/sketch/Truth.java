package io.tallystick.core.sketch;

import java.util.Arrays;

/** All samples in order: what a sketch only estimates. */
final class Truth {
  private final double[] sorted;

  Truth(double[] samples) {
    this.sorted = samples.clone();
    Arrays.sort(sorted);
  }

  /** The sample of the nearest rank. */
  double quantile(double q) {
    return sorted[(int) Math.max(0, Math.ceil(q * sorted.length) - 1)];
  }

  /** How far an answer is from the sample of that rank, as a fraction of it. */
  double errorInValue(double q, double answer) {
    double exact = quantile(q);
    return answer == exact ? 0 : Math.abs(answer - exact) / Math.abs(exact);
  }

  /** How far the rank that was asked for is from the ranks that the answer has, as a fraction. */
  double errorInRank(double q, double answer) {
    double below = countBelow(answer) / (double) sorted.length;
    double atMost = countBelow(Math.nextUp(answer)) / (double) sorted.length;
    return Math.max(0, Math.max(below - q, q - atMost));
  }

  long countAtMost(double bound) {
    return countBelow(Math.nextUp(bound));
  }

  private int countBelow(double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
