package io.tallystick.core.sketch;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** What samples are like, as far as sketches have trouble with it. */
enum Distribution {
  UNIFORM("uniform", random -> 100 * random.nextDouble()),
  NORMAL("normal", random -> 100 + 15 * random.nextGaussian()),
  LOGNORMAL_NARROW("lognormal σ 0.5", random -> 20 * Math.exp(0.5 * random.nextGaussian())),
  LOGNORMAL("lognormal σ 1", random -> 20 * Math.exp(random.nextGaussian())),
  LOGNORMAL_WIDE("lognormal σ 2", random -> 20 * Math.exp(2 * random.nextGaussian())),
  PARETO("Pareto α 1.5", random -> Math.pow(1 - random.nextDouble(), -1 / 1.5)),
  BIMODAL("bimodal", Distribution::bimodal),
  CONSTANT("constant", random -> 41.7),
  TEN_VALUES("ten values", random -> 17.3 * (1 + random.nextInt(10))),
  NEGATIVE("negative", random -> -20 * Math.exp(random.nextGaussian()));

  /** Nothing of {@link #BIMODAL} lies between the two. */
  static final double GAP_FROM = 12;

  static final double GAP_TO = 300;

  private final String words;
  private final ToDoubleFunction<RandomGenerator> draw;

  Distribution(String words, ToDoubleFunction<RandomGenerator> draw) {
    this.words = words;
    this.draw = draw;
  }

  double[] samples(int size, RandomGenerator random) {
    double[] samples = new double[size];
    Arrays.setAll(samples, i -> draw.applyAsDouble(random));
    return samples;
  }

  private static double bimodal(RandomGenerator random) {
    boolean fast = random.nextDouble() < 0.7;
    double factor = 1 + 0.15 * Math.max(-2, Math.min(2, random.nextGaussian()));
    return factor * (fast ? 9 : 450);
  }

  @Override
  public String toString() {
    return words;
  }
}
