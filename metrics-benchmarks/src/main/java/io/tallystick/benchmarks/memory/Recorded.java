package io.tallystick.benchmarks.memory;

/**
 * How much was recorded.
 *
 * @param samples how many samples histograms got; how often a counter was told is not kept
 * @param sum the sum of all amounts and all values
 */
record Recorded(long samples, double sum) {
  static final Recorded NOTHING = new Recorded(0, 0);

  Recorded and(Recorded other) {
    return new Recorded(samples + other.samples, sum + other.sum);
  }
}
