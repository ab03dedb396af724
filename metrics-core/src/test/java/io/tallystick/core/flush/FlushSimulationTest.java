package io.tallystick.core.flush;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many hours with a store that fails, and keeps or loses what it fails at, as a seed says. In each
 * minute each series has the amount one, so what is stored and what is counted can be compared.
 */
class FlushSimulationTest {
  private static final int SEEDS = 40;
  private static final int SERIES = 3;
  private static final Map<Granularity, Duration> SHORT =
      Map.of(
          Granularity.MINUTE, Duration.ofHours(1),
          Granularity.FIVE_MINUTES, Duration.ofHours(3),
          Granularity.HOUR, Duration.ofHours(200));

  private int recorded;

  /**
   * Whether failed writes may be kept and the clock may be set back, so that sums alone compare.
   */
  private boolean isAmbiguous;

  private FlushRig run(int seed, long backlogBytes, Map<Granularity, Duration> retention) {
    Random random = new Random(seed);
    FlushRig rig = new FlushRig(backlogBytes, retention);
    recorded = 0;
    for (int outage = 0; outage < 4; outage++) {
      minutes(rig, random, random.nextInt(100), false);
      minutes(rig, random, random.nextInt(400), true);
    }
    rig.store.failAlwaysWith(null);
    rig.flushLater();
    assertThat(rig.flusher.waiting()).isZero();
    return rig;
  }

  private void minutes(FlushRig rig, Random random, int minutes, boolean isAway) {
    for (int minute = 0; minute < minutes; minute++) {
      int part = random.nextInt(60);
      record(rig);
      readAndFlush(rig, random, part, isAway);
      readAndFlush(rig, random, 60 - part, isAway);
    }
  }

  private void record(FlushRig rig) {
    for (int series = 0; series < SERIES; series++) {
      rig.metrics().count("orders.count", 1, "part", "p" + series);
      recorded++;
    }
  }

  private void readAndFlush(FlushRig rig, Random random, int seconds, boolean isAway) {
    rig.pass(Duration.ofSeconds(seconds));
    if (isAmbiguous && random.nextInt(500) == 0) {
      rig.step(Duration.ofMinutes(-random.nextInt(90)));
    }
    rig.flusher.offer(FlushRig.only("orders.count", rig.read()));
    fail(rig.store, random, isAway);
    rig.random(random.nextDouble());
    if (random.nextInt(3) > 0) {
      rig.flush();
    }
  }

  /** Now and then the store fails though it is there, and may keep what it fails at. */
  private void fail(ScriptedStore store, Random random, boolean isAway) {
    boolean fails = isAway || random.nextInt(6) == 0;
    store.keepsBeforeItFails(isAmbiguous && random.nextInt(3) == 0);
    store.failAlwaysWith(fails ? ScriptedStore.AWAY : null);
  }

  private static long counted(FlushRig rig) {
    return rig.flusher.status().droppedBuckets().values().stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void withRoomTheSumsAreExactWhateverTheStoreDoes() {
    isAmbiguous = true;
    for (int seed = 0; seed < SEEDS; seed++) {
      FlushRig rig = run(seed, 64_000_000, FlushRig.RETENTION);

      assertThat(counted(rig)).as("seed %s", seed).isZero();
      assertThat(rig.store.sum("orders.count")).as("seed %s", seed).isEqualTo(recorded);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {60_000, 20_000, 5_000})
  void withLittleRoomWhatIsStoredAndWhatIsCountedAreWhatWasRecorded(long backlogBytes) {
    long counted = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      FlushRig rig = run(seed, backlogBytes, SHORT);

      counted += counted(rig);
      assertThat(rig.store.sum("orders.count") + counted(rig))
          .as("seed %s", seed)
          .isEqualTo(recorded);
    }
    assertThat(counted).isPositive();
  }

  /** What was given up while it waited may be stored, if a write that seemed to fail kept it. */
  @Test
  void whereFailedWritesMayBeKeptNothingIsStoredTwiceAndNothingMissingIsNotCounted() {
    isAmbiguous = true;
    for (int seed = 0; seed < SEEDS; seed++) {
      FlushRig rig = run(seed, 20_000, SHORT);

      double stored = rig.store.sum("orders.count");
      assertThat(stored).as("seed %s", seed).isLessThanOrEqualTo(recorded);
      assertThat(stored + counted(rig)).as("seed %s", seed).isGreaterThanOrEqualTo(recorded);
    }
  }

  @Test
  void someOfThatIsCoarsened() {
    FlushRig rig = run(3, 60_000, SHORT);

    assertThat(rig.flusher.status().coarsenedBuckets()).isPositive();
    assertThat(rig.store.kept("orders.count", Granularity.HOUR)).isNotEmpty();
  }

  @Test
  void noBucketIsOfferedInTwoStatesOfOneVersion() {
    FlushRig rig = run(7, 60_000, SHORT);
    Set<OwnedBucket> states = new HashSet<>();
    rig.store.tried().forEach(batch -> states.addAll(batch.buckets()));
    Set<List<Object>> versions = new HashSet<>();
    for (OwnedBucket state : states) {
      assertThat(versions.add(List.of(state.key(), state.bucket().version()))).isTrue();
    }
  }
}
