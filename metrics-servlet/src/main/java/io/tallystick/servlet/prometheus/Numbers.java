package io.tallystick.servlet.prometheus;

/** Writes numbers as both formats read them. */
final class Numbers {
  /** Whole numbers up to here are doubles too. */
  private static final double EXACT = 1L << 53;

  private static final int MOST_DIGITS = 20;

  private Numbers() {}

  static void write(Chunks out, double value) {
    long whole = (long) value;
    if (whole == value && Math.abs(value) < EXACT) {
      write(out, whole);
    } else if (Double.isInfinite(value)) {
      out.write(value > 0 ? "+Inf" : "-Inf");
    } else {
      out.write(Double.toString(value));
    }
  }

  static void write(Chunks out, long value) {
    if (value == Long.MIN_VALUE) {
      out.write(Long.toString(value));
      return;
    }
    if (value < 0) {
      out.write('-');
    }
    long left = Math.abs(value);
    long power = 1;
    for (int i = 1; i < MOST_DIGITS - 1 && left / power >= 10; i++) {
      power *= 10;
    }
    writeDigits(out, left, power);
  }

  /**
   * Writes a number with leading zeros.
   *
   * @param power of ten that the first digit stands for
   */
  static void writeDigits(Chunks out, long value, long power) {
    for (long at = power; at > 0; at /= 10) {
      out.write((int) ('0' + value / at % 10));
    }
  }
}
