package io.tallystick.core.rollup;

import static io.tallystick.core.rollup.Yard.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.core.sketch.QuantileSketch;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What four levels of folding leave of percentiles. */
class FoldAccuracyTest {
  private static final long SEED = 20_261_125;
  private static final int SAMPLES_PER_MINUTE = 40;
  private static final double[] QUANTILES = {0.5, 0.9, 0.95, 0.99, 0.999};
  private static final SeriesKey SERIES =
      SeriesKey.system("job.duration_ms", MetricKind.HISTOGRAM, "service:api", Tags.empty());

  @Test
  void theDayOfALognormalIsWithinOnePercentOrAQuarterOfOneInRank() {
    assertDay(random -> 20 * Math.exp(random.nextGaussian()));
    assertDay(random -> 20 * Math.exp(2 * random.nextGaussian()));
  }

  @Test
  void theDayOfABimodalDistributionIsWithinOnePercentOrAQuarterOfOneInRank() {
    assertDay(
        random ->
            (random.nextDouble() < 0.7 ? 9 : 450)
                * (1 + 0.15 * Math.max(-2, Math.min(2, random.nextGaussian()))));
  }

  private static void assertDay(ToDoubleFunction<Random> distribution) {
    Random random = new Random(SEED);
    Yard yard = new Yard();
    Janitor janitor = yard.janitor();
    double[] all = new double[1_440 * SAMPLES_PER_MINUTE];
    for (int minute = 0; minute < 1_440; minute++) {
      double[] samples = new double[SAMPLES_PER_MINUTE];
      Arrays.setAll(samples, i -> distribution.applyAsDouble(random));
      System.arraycopy(samples, 0, all, minute * SAMPLES_PER_MINUTE, SAMPLES_PER_MINUTE);
      Instant start = START.plus(Duration.ofMinutes(minute));
      yard.clock.set(start);
      double[] first = Arrays.copyOf(samples, SAMPLES_PER_MINUTE / 4);
      double[] rest = Arrays.copyOfRange(samples, SAMPLES_PER_MINUTE / 4, SAMPLES_PER_MINUTE);
      yard.write(Granularity.MINUTE, SERIES, start, 1, Samples.state(first));
      yard.write(Granularity.MINUTE, SERIES, start, 2, Samples.state(rest));
      janitor.sweep();
    }
    yard.pass(Duration.ofMinutes(2), janitor);
    Arrays.sort(all);
    assertThat(yard.rows(Granularity.DAY)).hasSize(1);
    assertClose(all, (HistogramState) yard.rows(Granularity.DAY).get(0).bucket().state());
  }

  private static void assertClose(double[] sorted, HistogramState day) {
    double sum = Arrays.stream(sorted).sum();
    assertThat(day.count()).isEqualTo(sorted.length);
    assertThat(day.sum()).isCloseTo(sum, within(sum * 1e-9));
    assertThat(day.min()).isEqualTo(sorted[0]);
    assertThat(day.max()).isEqualTo(sorted[sorted.length - 1]);
    QuantileSketch sketch = QuantileSketch.decode(day.sketch().toArray());
    for (double q : QUANTILES) {
      assertClose(sorted, q, sketch.quantile(q));
    }
    assertClose(sorted, 0.5, day.percentiles().p50());
    assertClose(sorted, 0.95, day.percentiles().p95());
    assertClose(sorted, 0.99, day.percentiles().p99());
  }

  private static void assertClose(double[] sorted, double q, double answer) {
    double exact = sorted[(int) Math.ceil(q * sorted.length) - 1];
    double inValue = Math.abs(answer - exact) / exact;
    double below = Arrays.stream(sorted).filter(sample -> sample < answer).count();
    double atMost = Arrays.stream(sorted).filter(sample -> sample <= answer).count();
    double inRank = Math.max(0, Math.max(below / sorted.length - q, q - atMost / sorted.length));
    assertThat(inValue <= 0.01 || inRank <= 0.0025)
        .as("q %s is off by %s in value and %s in rank; seed %s", q, inValue, inRank, SEED)
        .isTrue();
  }
}
