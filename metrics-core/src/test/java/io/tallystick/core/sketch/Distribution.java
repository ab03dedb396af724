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
  NEGATIVE("negative", random -> -20 * Math.exp(random.nextGaussian())),
  BIMODAL_WIDE("bimodal, wide modes", Distribution::bimodalWide),
  ONE_VALUE_OFTEN("lognormal σ 2, 30 % at one value", Distribution::oneValueOften);

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

  /** Whether no sample can lie here, though there are some on either side. */
  boolean isEmptyAt(double value) {
    return (this == BIMODAL && value > 12.2 && value < 305)
        || (this == BIMODAL_WIDE && value > 76 && value < 1_320);
  }

  private static double bimodal(RandomGenerator random) {
    double mode = random.nextDouble() < 0.7 ? 9 : 450;
    return mode * (1 + 0.15 * withinTwo(random.nextGaussian()));
  }

  private static double bimodalWide(RandomGenerator random) {
    double mode = random.nextDouble() < 0.6 ? 10 : 10_000;
    return mode * Math.exp(withinTwo(random.nextGaussian()));
  }

  private static double withinTwo(double deviations) {
    return Math.max(-2, Math.min(2, deviations));
  }

  private static double oneValueOften(RandomGenerator random) {
    return random.nextDouble() < 0.3 ? 251.3 : LOGNORMAL_WIDE.draw.applyAsDouble(random);
  }

  @Override
  public String toString() {
    return words;
  }
}
