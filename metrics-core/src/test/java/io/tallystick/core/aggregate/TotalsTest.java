package io.tallystick.core.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tallystick.MetricDescriptor;
import io.tallystick.core.record.BucketCounts;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every series amounts to since it began, whatever ticks did meanwhile. */
class TotalsTest {
  private static final int STEPS = 3_000;

  private final Stage stage = new Stage();
  private final ShownTotals totals = new ShownTotals(false);
  private final ShownTotals quantiles = new ShownTotals(true);

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void totalsAreTheSumsOfAllThatWasRecordedAtAnyTime(long seed) {
    Random random = new Random(seed);
    TreeMap<String, Double> sums = new TreeMap<>();
    TreeMap<String, Long> samples = new TreeMap<>();
    for (int step = 0; step < STEPS; step++) {
      String value = "v" + random.nextInt(3);
      int amount = random.nextInt(1_000);
      switch (random.nextInt(6)) {
        case 0 -> {
          stage.metrics().count("orders.count", amount, "k", value);
          sums.merge("orders.count{k=" + value + "}", (double) amount, Double::sum);
        }
        case 1 -> {
          stage.metrics().count("fees.count", amount / 4.0, "k", value);
          sums.merge("fees.count{k=" + value + "}", amount / 4.0, Double::sum);
        }
        case 2 -> {
          stage.metrics().histogram("upload.size_bytes", amount, "k", value);
          sums.merge("upload.size_bytes{k=" + value + "}", (double) amount, Double::sum);
          samples.merge("upload.size_bytes{k=" + value + "}", 1L, Long::sum);
        }
        case 3 -> stage.pass(random.nextInt(40));
        default -> stage.tick();
      }
      if (random.nextInt(20) == 0) {
        totals.of(stage);
        sums.forEach((name, sum) -> assertThat(totals.get(name).number()).isEqualTo(sum));
        samples.forEach((name, all) -> assertThat(totals.get(name).samples()).isEqualTo(all));
        assertThat(totals.all().keySet()).containsAll(sums.keySet());
      }
    }
  }

  @Test
  void aValueThatEqualsABoundBelongsToIt() {
    stage
        .metrics()
        .describe(MetricDescriptor.histogram("job.duration_ms").bounds(100, 750, 2_500).build());
    for (double value : new double[] {100, Math.nextUp(100.0), 750, 2_500, Math.nextUp(2_500.0)}) {
      stage.metrics().histogram("job.duration_ms", value);
    }
    stage.pass(60).tick();
    stage.metrics().histogram("job.duration_ms", -1);

    BucketCounts buckets = totals.of(stage).get("job.duration_ms{}").buckets();

    assertThat(buckets.bounds()).isEqualTo(3);
    assertThat(buckets.bound(1)).isEqualTo(750);
    assertThat(new long[] {buckets.between(0), buckets.between(1), buckets.between(2)})
        .containsExactly(2, 2, 1);
    assertThat(buckets.between(3)).isEqualTo(1);
  }

  @Test
  void aSeriesBeganWhenItWasMadeAndAgainWhenItComesBack() {
    stage.metrics().count("orders.count", 5);
    long first = totals.of(stage).get("orders.count{}").series().startNanos();
    assertThat(first).isEqualTo(stage.now().elapsedNanos());

    for (int minute = 0; minute < 130; minute++) {
      stage.pass(60).tick();
    }
    assertThat(totals.of(stage).all()).doesNotContainKey("orders.count{}");

    stage.metrics().count("orders.count", 2);
    assertThat(totals.of(stage).get("orders.count{}").number()).isEqualTo(2);
    assertThat(totals.get("orders.count{}").series().startNanos())
        .isEqualTo(first + TimeUnit.MINUTES.toNanos(130));
  }

  @Test
  void quantilesAreOfTheOpenMinuteAndTheOneBefore() {
    quantiles.of(stage);
    record(1, 100);
    stage.pass(60).tick();
    record(101, 200);

    assertThat(quantiles.of(stage).get("job.duration_ms{}").recent().count()).isEqualTo(200);
    assertThat(quantiles.get("job.duration_ms{}").recent().quantile(0.5))
        .isCloseTo(100, within(3.0));

    stage.pass(60).tick();
    assertThat(quantiles.of(stage).get("job.duration_ms{}").recent().count()).isEqualTo(100);
    assertThat(quantiles.get("job.duration_ms{}").recent().min()).isEqualTo(101);

    stage.pass(60).tick();
    stage.pass(60).tick();
    assertThat(quantiles.of(stage).get("job.duration_ms{}").recent().count()).isZero();
    assertThat(quantiles.get("job.duration_ms{}").samples()).isEqualTo(200);
  }

  @Test
  void whoWantsNoQuantilesIsGivenNone() {
    record(1, 100);

    assertThat(totals.of(stage).get("job.duration_ms{}").recent().count()).isZero();
    assertThat(totals.get("job.duration_ms{}").samples()).isEqualTo(100);
  }

  private void record(int first, int last) {
    for (int value = first; value <= last; value++) {
      stage.metrics().histogram("job.duration_ms", value);
    }
  }
}
