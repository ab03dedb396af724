package io.tallystick.core.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of a sketch however it came about. */
abstract class QuantileSketchContract {
  private static final long SEED = 417;
  private static final double HALF_A_CELL = 0.004;

  abstract QuantileSketch sketchOf(double... samples);

  @Test
  void withoutSamplesThereIsNothingToTell() {
    QuantileSketch empty = sketchOf();
    assertThat(empty.count()).isZero();
    assertThat(empty.min()).isNaN();
    assertThat(empty.max()).isNaN();
    assertThat(empty.quantile(0)).isNaN();
    assertThat(empty.quantile(0.5)).isNaN();
    assertThat(empty.countAtMost(1)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {41.7, 0, -3.3, 1e300, Double.MIN_VALUE, -Double.MAX_VALUE})
  void oneSampleIsEveryQuantileExactly(double sample) {
    QuantileSketch sketch = sketchOf(sample);
    assertThat(sketch.count()).isOne();
    for (double q : new double[] {0, 1e-9, 0.5, 0.99, 1}) {
      assertThat(sketch.quantile(q)).isEqualTo(sample);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theExtremesAreExact(Distribution distribution) {
    double[] samples = distribution.samples(3_000, new Random(SEED));
    QuantileSketch sketch = sketchOf(samples);
    double min = Arrays.stream(samples).min().orElseThrow();
    double max = Arrays.stream(samples).max().orElseThrow();
    assertThat(sketch.count()).isEqualTo(3_000);
    assertThat(sketch.min()).isEqualTo(min).isEqualTo(sketch.quantile(0));
    assertThat(sketch.max()).isEqualTo(max).isEqualTo(sketch.quantile(1));
  }

  @Test
  void aNegativeZeroIsZero() {
    assertThat(Double.doubleToRawLongBits(sketchOf(-0.0).min())).isZero();
    assertThat(Double.doubleToRawLongBits(sketchOf(-0.0).quantile(0.5))).isZero();
  }

  @Test
  void zerosAreZero() {
    QuantileSketch sketch = sketchOf(-1, 0, 0, 0, 1, 2);
    assertThat(sketch.quantile(0.5)).isZero();
    assertThat(sketch.countAtMost(0)).isEqualTo(4);
    assertThat(sketchOf(-0.5, 0, 0, 0, 1.5).quantile(0.5)).isZero();
  }

  @Test
  void fewSamplesAreAnsweredByRank() {
    for (int seed = 0; seed < 200; seed++) {
      double[] samples = Distribution.LOGNORMAL.samples(60, new Random(seed));
      Truth truth = new Truth(samples);
      QuantileSketch sketch = sketchOf(samples);
      for (double q : new double[] {0.01, 0.25, 0.5, 0.75, 0.9, 0.95, 0.98, 0.99}) {
        assertThat(truth.errorInValue(q, sketch.quantile(q)))
            .as("p%s of seed %d", 100 * q, seed)
            .isLessThan(1.5 * HALF_A_CELL);
      }
      assertThat(sketch.quantile(0.99)).isEqualTo(truth.quantile(0.99));
    }
  }

  @Test
  void noAnswerLiesWhereNothingIs() {
    double[] samples = Distribution.BIMODAL.samples(500, new Random(SEED));
    QuantileSketch sketch = sketchOf(samples);
    for (double q = 0; q <= 1; q += 0.0005) {
      assertThat(sketch.quantile(q)).matches(answer -> !Distribution.BIMODAL.isEmptyAt(answer));
    }
  }

  @ParameterizedTest
  @EnumSource
  void quantilesNeverDecrease(Distribution distribution) {
    for (int size : new int[] {3, 60, 5_000}) {
      QuantileSketch sketch = sketchOf(distribution.samples(size, new Random(SEED)));
      double[] answers =
          IntStream.rangeClosed(0, 4_000).mapToDouble(i -> sketch.quantile(i / 4_000.0)).toArray();
      assertThat(answers).isSorted();
    }
  }

  @ParameterizedTest
  @EnumSource
  void countsNeverDecreaseAndAgreeWithTheSamples(Distribution distribution) {
    double[] samples = distribution.samples(20_000, new Random(SEED));
    Truth truth = new Truth(samples);
    QuantileSketch sketch = sketchOf(samples);
    long last = 0;
    for (double q = 0; q <= 1; q += 0.001) {
      double bound = truth.quantile(q);
      long count = sketch.countAtMost(bound);
      assertThat(count).isGreaterThanOrEqualTo(last);
      // A bound inside a cell may be told from the samples in it only by chance.
      double near = 1.008;
      assertThat((double) count)
          .isBetween(
              truth.countAtMost(Math.min(bound / near, bound * near)) - 50.0,
              truth.countAtMost(Math.max(bound / near, bound * near)) + 50.0);
      last = count;
    }
  }

  @Test
  void belowTheLeastSampleIsNoneAndFromTheGreatestOnAreAll() {
    QuantileSketch sketch = sketchOf(Distribution.NEGATIVE.samples(5_000, new Random(SEED)));
    assertThat(sketch.countAtMost(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(sketch.countAtMost(Math.nextDown(sketch.min()))).isZero();
    assertThat(sketch.countAtMost(sketch.min())).isPositive();
    assertThat(sketch.countAtMost(Math.nextDown(sketch.max()))).isLessThan(5_000);
    assertThat(sketch.countAtMost(sketch.max())).isEqualTo(5_000);
    assertThat(sketch.countAtMost(Double.POSITIVE_INFINITY)).isEqualTo(5_000);
  }

  @Test
  void smallWholeNumbersAreExact() {
    QuantileSketch sketch = sketchOf(IntStream.rangeClosed(-20, 200).asDoubleStream().toArray());
    for (int rank = 1; rank <= 221; rank++) {
      assertThat(sketch.quantile((rank - 0.5) / 221)).isEqualTo(rank - 21);
      assertThat(sketch.countAtMost(rank - 21)).isEqualTo(rank);
    }
  }

  @Test
  void aTimeoutAmongSlowAnswersStaysOneValue() {
    Random random = new Random(SEED);
    double[] samples = Distribution.LOGNORMAL_WIDE.samples(30_000, random);
    Arrays.fill(samples, 0, 6_000, 251.3);
    QuantileSketch sketch = sketchOf(samples);
    Truth truth = new Truth(samples);
    double from = truth.countAtMost(251.2) / 30_000.0;
    for (double q = from + 0.002; q < from + 0.198; q += 0.001) {
      assertThat(sketch.quantile(q)).isCloseTo(251.3, offset(251.3 * HALF_A_CELL));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.001, 1.001, Double.NaN, Double.POSITIVE_INFINITY})
  void aQuantileIsBetweenZeroAndOne(double q) {
    QuantileSketch sketch = sketchOf(1, 2, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sketch.quantile(q))
        .withMessageContaining(String.valueOf(q));
  }

  @Test
  void aBoundIsANumber() {
    QuantileSketch sketch = sketchOf(1, 2, 3);
    assertThatIllegalArgumentException().isThrownBy(() -> sketch.countAtMost(Double.NaN));
  }

  @ParameterizedTest
  @EnumSource
  void isReadAsItWasWritten(Distribution distribution) {
    byte[] bytes = sketchOf(distribution.samples(4_000, new Random(SEED))).encode();
    assertThat(QuantileSketch.decode(bytes).encode()).isEqualTo(bytes);
  }
}
