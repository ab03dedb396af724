package io.tallystick.benchmarks;

import java.util.Arrays;
import java.util.Random;

/**
 * Durations in milliseconds as services have them: lognormal, the median at 10, always the same.
 */
final class Samples {
  static final int COUNT = 4_096;
  static final int MASK = COUNT - 1;

  private static final double MEDIAN = 10;
  private static final long SEED = 42;

  private Samples() {}

  static double[] lognormal(int count) {
    Random random = new Random(SEED);
    double[] samples = new double[count];
    Arrays.setAll(samples, i -> MEDIAN * Math.exp(random.nextGaussian()));
    return samples;
  }
}
