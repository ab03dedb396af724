package io.tallystick.core.spike;

import java.util.Arrays;

/**
 * Numbers in two bytes each: the upper half of a float, so with its range and an error of at most
 * 0.4 percent. What serves to estimate how much a series varies needs no more. All are NaN at
 * first.
 */
final class HalfFloats {
  private static final int LOWER_BITS = 16;
  private static final int HALF_OF_LOWER = 1 << (LOWER_BITS - 1);
  private static final short NAN = (short) (Float.floatToIntBits(Float.NaN) >>> LOWER_BITS);

  private final short[] halves;

  HalfFloats(int size) {
    halves = new short[size];
    Arrays.fill(halves, NAN);
  }

  int size() {
    return halves.length;
  }

  double get(int index) {
    return (double) Float.intBitsToFloat(halves[index] << LOWER_BITS);
  }

  void set(int index, double value) {
    halves[index] = Double.isNaN(value) ? NAN : rounded((float) value);
  }

  private static short rounded(float value) {
    float largest = Math.max(-Float.MAX_VALUE / 2, Math.min(Float.MAX_VALUE / 2, value));
    return (short) ((Float.floatToIntBits(largest) + HALF_OF_LOWER) >>> LOWER_BITS);
  }
}
