package io.tallystick.core.spike;

import java.util.random.RandomGenerator;

/** Ways in which a value may differ from the level of its minute. */
enum Noise {
  /** None: the level itself. */
  STEADY {
    @Override
    double value(double level, double width, double shared, RandomGenerator random) {
      return level;
    }
  },
  /** The same at all levels of a day, as of a gauge. */
  GAUSSIAN {
    @Override
    double value(double level, double width, double shared, RandomGenerator random) {
      return level + width * shared * random.nextGaussian();
    }
  },
  /** Grows with the level. */
  PROPORTIONAL {
    @Override
    double value(double level, double width, double shared, RandomGenerator random) {
      return level * (1 + width * random.nextGaussian());
    }
  },
  LOGNORMAL {
    @Override
    double value(double level, double width, double shared, RandomGenerator random) {
      return level * Math.exp(width * random.nextGaussian());
    }
  },
  /** Student's t with three degrees: once a day far out. */
  HEAVY {
    @Override
    double value(double level, double width, double shared, RandomGenerator random) {
      double squares = 0;
      for (int i = 0; i < 3; i++) {
        double normal = random.nextGaussian();
        squares += normal * normal;
      }
      double t = random.nextGaussian() / Math.sqrt(squares / 3);
      return Math.max(0, level * (1 + width / 2 * t));
    }
  },
  /** Counts of independent events. */
  POISSON {
    @Override
    double value(double level, double width, double shared, RandomGenerator random) {
      return poisson(level, random);
    }
  },
  /** Counts of events that come in groups. */
  CLUSTERED {
    @Override
    double value(double level, double width, double shared, RandomGenerator random) {
      return poisson(level * Math.exp(width * random.nextGaussian()), random);
    }
  };

  /**
   * @param level of the minute
   * @param width of the noise, as a share of the level
   * @param shared the level of the series, which does not change over the day
   */
  abstract double value(double level, double width, double shared, RandomGenerator random);

  private static double poisson(double mean, RandomGenerator random) {
    if (mean > 50) {
      return Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }
}
