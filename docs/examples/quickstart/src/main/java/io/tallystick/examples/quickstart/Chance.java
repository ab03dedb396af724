package io.tallystick.examples.quickstart;

import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** How numbers scatter. */
final class Chance {
  private static final double SPREAD = 0.45;
  private static final double MANY = 40;

  private Chance() {}

  /** How often something happens that is expected so often. */
  static long poisson(RandomGenerator random, double expected) {
    if (expected > MANY) {
      double normal = expected + Math.sqrt(expected) * random.nextGaussian();
      return Math.max(0, Math.round(normal));
    }
    double limit = Math.exp(-expected);
    double product = random.nextDouble();
    long times = 0;
    while (product > limit) {
      product *= random.nextDouble();
      times++;
    }
    return times;
  }

  /** A sample that lies about a median, rarely far above it, as times and sizes do. */
  static double about(RandomGenerator random, double median, double spread) {
    return median * Math.exp(spread * random.nextGaussian());
  }

  /** A whole number of things about a median. */
  static long whole(double median) {
    return Math.round(about(ThreadLocalRandom.current(), median, SPREAD));
  }
}
