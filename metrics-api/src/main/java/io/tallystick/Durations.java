package io.tallystick;

import java.time.Duration;

/** Elapsed time in the numbers that recording speaks. */
final class Durations {
  private static final double NANOS_PER_MILLI = 1e6;

  private Durations() {}

  /** The nanoseconds of a duration, or the nearest number that a long can hold. */
  static long nanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException beyondLong) {
      return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  static double millis(long nanos) {
    return nanos / NANOS_PER_MILLI;
  }
}
