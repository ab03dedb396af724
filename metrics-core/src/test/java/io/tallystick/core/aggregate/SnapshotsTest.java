package io.tallystick.core.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotsTest {
  private static final int STEPS = 4_000;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void ticksReadTheSameWhetherOrNotSomebodyLooksBetween(long seed) {
    Stage seen = new Stage();
    Stage unseen = new Stage();
    Random steps = new Random(seed);
    Random looks = new Random(-seed);
    for (int step = 0; step < STEPS; step++) {
      long choice = steps.nextLong();
      act(seen, new Random(choice));
      act(unseen, new Random(choice));
      switch (looks.nextInt(6)) {
        case 0, 1 -> seen.snapshot();
        case 2 -> new ShownTotals(looks.nextBoolean()).of(seen);
        default -> {}
      }
    }

    assertThat(texts(seen.ticked())).as("seed %d", seed).isEqualTo(texts(unseen.ticked()));
    assertThat(texts(unseen.ticked())).hasSizeGreaterThan(100);
  }

  /** Fractions are sums of quarters, which have no rounding, in whatever order they are added. */
  private static void act(Stage stage, Random random) {
    String value = "v" + random.nextInt(3);
    switch (random.nextInt(8)) {
      case 0 -> stage.metrics().count("orders.count", random.nextInt(5), "k", value);
      case 1 -> stage.metrics().count("fees.count", random.nextInt(1, 9) / 4.0, "k", value);
      case 2 -> stage.metrics().histogram("upload.size_bytes", random.nextInt(1000), "k", value);
      case 3 -> stage.metrics().gauge("pool.active", random.nextInt(10), "k", value);
      case 4 -> stage.pass(random.nextInt(8));
      case 5 -> rarely(random, () -> stage.step(random.nextInt(-90, 300)));
      default -> stage.tick();
    }
  }

  private static void rarely(Random random, Runnable action) {
    if (random.nextInt(20) == 0) {
      action.run();
    }
  }

  private static List<String> texts(List<BucketReadings> buckets) {
    return buckets.stream().map(SnapshotsTest::text).toList();
  }

  private static String text(BucketReadings bucket) {
    TreeMap<String, String> readings = new TreeMap<>();
    for (SeriesReading one : bucket.readings()) {
      readings.put(one.series().name() + one.series().tags(), text(one.reading()));
    }
    return "%d@%d v%d %s %s"
        .formatted(
            bucket.incarnation(),
            bucket.startMillis(),
            bucket.version(),
            bucket.isFinal(),
            readings);
  }

  private static String text(Reading reading) {
    return reading instanceof Reading.OfHistogram histogram
        ? "%d %s %s"
            .formatted(
                histogram.count(),
                histogram.sum(),
                HexFormat.of().formatHex(histogram.sketch().encode()))
        : reading.toString();
  }
}
