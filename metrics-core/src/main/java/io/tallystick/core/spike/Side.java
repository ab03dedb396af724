package io.tallystick.core.spike;

/** On which side of what was expected a value lies. */
enum Side {
  ABOVE,
  BELOW;

  /** How far the value lies beyond the expected one on this side; below zero on the other side. */
  double beyond(double expected, double value) {
    return this == ABOVE ? value - expected : expected - value;
  }

  /** The value that lies so far beyond the expected one. */
  double at(double expected, double distance) {
    return this == ABOVE ? expected + distance : expected - distance;
  }

  /** The one of two values that lies farther out; a missing one (NaN) gives way. */
  double farther(double one, double other) {
    if (Double.isNaN(one) || Double.isNaN(other)) {
      return Double.isNaN(one) ? other : one;
    }
    return this == ABOVE ? Math.max(one, other) : Math.min(one, other);
  }
}
