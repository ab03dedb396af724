package io.tallystick.core.ratelimit;

import java.util.Arrays;

/**
 * The line that numbers at equal distances follow: the median of the slopes between any two of them
 * (Theil and Sen), and the median of what they are above a line of that slope. Single numbers that
 * are far off do not turn it.
 *
 * @param perStep how much more from one number to the next
 * @param last where the line is at the last number
 */
record Slope(double perStep, double last) {
  /** Of at least two numbers. */
  static Slope of(double[] numbers) {
    int n = numbers.length;
    double[] slopes = new double[n * (n - 1) / 2];
    int next = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        slopes[next++] = (numbers[j] - numbers[i]) / (double) (j - i);
      }
    }
    double slope = median(slopes);
    double[] above = new double[n];
    for (int i = 0; i < n; i++) {
      above[i] = numbers[i] - slope * (double) i;
    }
    return new Slope(slope, median(above) + slope * (double) (n - 1));
  }

  private static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
