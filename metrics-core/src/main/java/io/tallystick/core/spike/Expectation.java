package io.tallystick.core.spike;

/** What is expected of a minute, and how far from it a value must be to be a jump. */
record Expectation(double expected, Bounds above, Bounds below) {

  Bounds on(Side side) {
    return side == Side.ABOVE ? above : below;
  }

  /** The miss, cut at what would be believed of a minute alone. */
  double cutMiss(double value) {
    return Math.max(-below.single(), Math.min(above.single(), value - expected));
  }

  Verdict verdict(Verdict.State state, double smallestChange, double value) {
    return new Verdict(
        state,
        expected,
        expected - Math.max(smallestChange, below.pair()),
        expected + Math.max(smallestChange, above.pair()),
        value);
  }
}
