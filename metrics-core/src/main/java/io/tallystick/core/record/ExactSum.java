package io.tallystick.core.record;

/**
 * A sum of doubles that also keeps what each addition rounds away, after Neumaier; for one thread
 * at a time. Whole numbers come out exact far beyond 2⁵³, and small amounts are not lost in a large
 * total.
 */
final class ExactSum {
  private double sum;
  private double rest;

  void add(double value) {
    double next = sum + value;
    if (!Double.isFinite(next)) {
      // Stays at the end of the numbers: from infinity the other way there is no way but to NaN.
      sum = Math.copySign(Double.MAX_VALUE, next);
      return;
    }
    rest += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
    sum = next;
  }

  /** The sum, or the largest number where it has gone beyond. */
  double value() {
    double value = sum + rest;
    return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
  }

  void clear() {
    sum = 0;
    rest = 0;
  }
}
