package io.tallystick.core.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Distributions × quantiles × what happened to the sketch, each with its bound. */
@Tag("slow")
class AccuracyTest {
  private static final double[] QUANTILES = {0, 0.5, 0.9, 0.95, 0.99, 0.999, 1};
  private static final long SEED = 20_261_120;
  private static final int MINUTES = 1_440;

  @ParameterizedTest
  @EnumSource(names = {"LOGNORMAL_NARROW", "LOGNORMAL", "LOGNORMAL_WIDE"})
  void liveIsWithinATwentiethOfAPercent(Distribution distribution) {
    double[] samples = distribution.samples(2_000_000, new Random(SEED));
    Truth truth = new Truth(samples);
    QuantileSketch live = Counting.sketch(samples);
    for (double q : QUANTILES) {
      assertThat(truth.errorInValue(q, live.quantile(q))).as("q %s", q).isLessThan(0.0005);
    }
  }

  @ParameterizedTest
  @EnumSource
  void liveIsWithinHalfACellOrAThousandthOfTheRank(Distribution distribution) {
    double[] samples = distribution.samples(10_000, new Random(SEED));
    assertWithin(0.004, 0.001, new Truth(samples), Counting.sketch(samples));
  }

  @ParameterizedTest
  @EnumSource
  void storedIsWithinHalfAPercentOrAThousandthOfTheRank(Distribution distribution) {
    for (int size : new int[] {10_000, 60_000, 500_000}) {
      double[] samples = distribution.samples(size, new Random(SEED));
      assertWithin(0.005, 0.001, new Truth(samples), stored(Counting.sketch(samples)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void merging60IsAsGoodAsStored(Distribution distribution) {
    double[] samples = distribution.samples(60_000, new Random(SEED));
    assertWithin(0.005, 0.001, new Truth(samples), merged(Counting.parts(samples, 60)));
    assertWithin(0.005, 0.001, new Truth(samples), merged(stored(Counting.parts(samples, 60))));
  }

  @ParameterizedTest
  @EnumSource
  void merging1440IsAsGoodAsStored(Distribution distribution) {
    double[] samples = distribution.samples(200 * MINUTES, new Random(SEED));
    List<QuantileSketch> parts = Counting.parts(samples, MINUTES);
    assertWithin(0.005, 0.001, new Truth(samples), merged(parts));
    assertWithin(0.005, 0.001, new Truth(samples), merged(stored(parts)));
  }

  @ParameterizedTest
  @EnumSource
  void foldingFourLevelsStaysWithinOnePercentOrAQuarterOfOneInRank(Distribution distribution) {
    for (int seed = 0; seed < 3; seed++) {
      double[] samples = distribution.samples(200 * MINUTES, new Random(SEED + seed));
      List<QuantileSketch> minutes = stored(Counting.parts(samples, MINUTES));
      QuantileSketch day = folded(folded(folded(minutes, 5), 12), 24).get(0);
      assertWithin(0.01, 0.0025, new Truth(samples), day);
    }
  }

  @ParameterizedTest
  @EnumSource
  void noQuantileAtAllIsWorse(Distribution distribution) {
    double[] samples = distribution.samples(200 * MINUTES, new Random(SEED));
    Truth truth = new Truth(samples);
    List<QuantileSketch> minutes = stored(Counting.parts(samples, MINUTES));
    QuantileSketch day = folded(folded(folded(minutes, 5), 12), 24).get(0);
    QuantileSketch stored = stored(Counting.sketch(samples));
    for (int i = 1; i < 2_000; i++) {
      assertWithin(0.005, 0.001, truth, stored, i / 2_000.0);
      assertWithin(0.01, 0.0025, truth, day, i / 2_000.0);
    }
  }

  @Test
  void foldingADayWhoseHoursDifferStaysWithinItsBound() {
    Random random = new Random(SEED);
    double[] samples = Distribution.LOGNORMAL.samples(200 * MINUTES, random);
    for (int i = 0; i < samples.length; i++) {
      samples[i] *= 1 + Math.sin(i * Math.PI / samples.length) * 9;
    }
    List<QuantileSketch> minutes = stored(Counting.runs(samples, MINUTES));
    QuantileSketch day = folded(folded(folded(minutes, 5), 12), 24).get(0);
    assertWithin(0.01, 0.0025, new Truth(samples), day);
  }

  @ParameterizedTest
  @EnumSource(names = {"BIMODAL", "BIMODAL_WIDE"})
  void foldingPutsNoAnswerWhereNothingIs(Distribution distribution) {
    double[] samples = distribution.samples(200 * MINUTES, new Random(SEED));
    Truth truth = new Truth(samples);
    List<QuantileSketch> minutes = stored(Counting.parts(samples, MINUTES));
    QuantileSketch day = folded(folded(folded(minutes, 5), 12), 24).get(0);
    for (int i = 0; i <= 20_000; i++) {
      double answer = day.quantile(i / 20_000.0);
      assertThat(distribution.isEmptyAt(answer) ? truth.errorInRank(i / 20_000.0, answer) : 0)
          .isLessThan(0.0025);
    }
  }

  private static void assertWithin(double value, double rank, Truth truth, QuantileSketch sketch) {
    for (double q : QUANTILES) {
      assertWithin(value, rank, truth, sketch, q);
    }
    assertThat(sketch.quantile(0)).isEqualTo(truth.quantile(0));
    assertThat(sketch.quantile(1)).isEqualTo(truth.quantile(1));
  }

  private static void assertWithin(
      double value, double rank, Truth truth, QuantileSketch sketch, double q) {
    double answer = sketch.quantile(q);
    double inValue = truth.errorInValue(q, answer);
    double inRank = truth.errorInRank(q, answer);
    assertThat(inValue <= value || inRank <= rank)
        .as("q %s is off by %s in value and %s in rank; seed %s", q, inValue, inRank, SEED)
        .isTrue();
  }

  private static QuantileSketch merged(List<QuantileSketch> parts) {
    return QuantileSketch.merge(parts);
  }

  private static QuantileSketch stored(QuantileSketch sketch) {
    return QuantileSketch.decode(sketch.encode());
  }

  private static List<QuantileSketch> stored(List<QuantileSketch> sketches) {
    return sketches.stream().map(AccuracyTest::stored).toList();
  }

  private static List<QuantileSketch> folded(List<QuantileSketch> finer, int by) {
    return IntStream.range(0, finer.size() / by)
        .mapToObj(i -> stored(merged(finer.subList(i * by, (i + 1) * by))))
        .toList();
  }
}
