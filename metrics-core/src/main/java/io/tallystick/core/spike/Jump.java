package io.tallystick.core.spike;

/**
 * A value, or two in a row, that lie too far from what was expected.
 *
 * @param side where
 * @param first the first minute of it
 * @param from what was expected
 * @param height how far it lies beyond, the mean of two minutes or one alone
 * @param least the height that two minutes in a row need
 */
record Jump(Side side, long first, Expectation from, double height, double least) {

  /** The level that it leads to. */
  double far() {
    return side.at(from.expected(), height);
  }
}
