package io.tallystick.core.merge;

/**
 * A sum of doubles that keeps what each addition rounds away and stays finite: at the largest
 * number of its sign where it would go beyond. For one thread.
 */
final class FiniteSum {
  private double sum;
  private double rest;

  FiniteSum add(double value) {
    double next = sum + value;
    if (Double.isFinite(next)) {
      rest += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
      sum = next;
    } else {
      sum = Math.copySign(Double.MAX_VALUE, next);
    }
    return this;
  }

  double value() {
    return finite(sum + rest);
  }

  static double finite(double value) {
    return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
  }
}
