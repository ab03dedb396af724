package io.tallystick.core.aggregate;

/** Sums of finite numbers that stay finite: at the largest one where they would go beyond. */
final class Finite {
  private Finite() {}

  static double sum(double one, double other) {
    return clamped(one + other);
  }

  static double product(double one, double other) {
    return clamped(one * other);
  }

  private static double clamped(double value) {
    return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
  }
}
