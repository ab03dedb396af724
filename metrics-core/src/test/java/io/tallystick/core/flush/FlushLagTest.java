package io.tallystick.core.flush;

import static io.tallystick.core.flush.BucketSamples.START;
import static io.tallystick.core.flush.BucketSamples.counter;
import static io.tallystick.core.flush.BucketSamples.histogram;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.aggregate.Moment;
import io.tallystick.spi.Granularity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How old the oldest thing is that is not stored. */
class FlushLagTest {
  private FlushRig rig = new FlushRig();
  private final ScriptedStore store = rig.store;

  private Duration lag() {
    return rig.flusher.lag(rig.now());
  }

  private void count(int secondsLater) {
    rig.metrics().count("orders.count", 1);
    rig.tick(secondsLater);
  }

  @Test
  void nothingIsLateWhereNothingWasRead() {
    rig.pass(Duration.ofHours(1));

    assertThat(lag()).isZero();
  }

  @Test
  void itIsTheTimeSinceTheTickThatReadTheOldest() {
    count(10);
    assertThat(lag()).isZero();
    rig.pass(Duration.ofSeconds(3));
    assertThat(lag()).isEqualTo(Duration.ofSeconds(3));
    rig.flush();

    assertThat(lag()).isZero();
  }

  @Test
  void itGrowsWhileTheStoreIsAwayAndIsNothingWhenItIsBack() {
    store.failAlwaysWith(ScriptedStore.AWAY);
    for (int tick = 0; tick < 60; tick++) {
      count(10);
      rig.flush();
      assertThat(lag()).isEqualTo(Duration.ofSeconds(10L * tick));
    }
    store.failAlwaysWith(null);
    assertThat(rig.flushLater()).isTrue();

    assertThat(lag()).isZero();
  }

  @Test
  void whatIsReadOfAnOpenWindowThatIsStoredAgesFromThenOn() {
    count(10);
    rig.flush();
    count(10);
    count(10);

    assertThat(lag()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void whatIsMadeWiderIsAsOldAsWhatItWasMadeOf() {
    store.failAlwaysWith(ScriptedStore.AWAY);
    rig.minutes(1, "orders.count");
    rig.minutes(13 * 60, "orders.count");
    rig.flush();
    assertThat(rig.flusher.status().coarsenedBuckets()).isPositive();

    assertThat(lag()).isEqualTo(Duration.ofHours(13));
  }

  @Test
  void whatALostStoreHadIsAsOldAsItsWindow() {
    Backlog backlog = new Backlog(100_000, FlushRig.RETENTION, new Losses());
    backlog.offer(List.of(counter(1, 1), histogram(1, 1, 50)), false, seconds(0));
    backlog.confirm(backlog.next(10, 0), Map.of());
    backlog.offer(List.of(counter(1, 2)), false, seconds(20));
    assertThat(backlog.lagNanos(seconds(25))).isEqualTo(TimeUnit.SECONDS.toNanos(5));
    backlog.rewrite();

    assertThat(backlog.lagNanos(seconds(25))).isEqualTo(TimeUnit.SECONDS.toNanos(25));
    backlog.confirm(backlog.next(10, 0), Map.of());
    assertThat(backlog.lagNanos(seconds(25))).isZero();
  }

  private static Moment seconds(long later) {
    long nanos = TimeUnit.SECONDS.toNanos(later);
    return new Moment(START.wallMillis() + 1_000 * later, START.elapsedNanos() + nanos);
  }

  @Test
  void whatIsGivenUpIsNoLongerWaitedFor() {
    rig =
        new FlushRig(
            64_000_000,
            Map.of(
                Granularity.MINUTE, Duration.ofHours(1),
                Granularity.FIVE_MINUTES, Duration.ofHours(1),
                Granularity.HOUR, Duration.ofHours(2)));
    rig.store.failAlwaysWith(ScriptedStore.AWAY);
    rig.minutes(10 * 60, "orders.count");
    rig.flush();

    assertThat(rig.flusher.status().droppedBuckets()).isNotEmpty();
    assertThat(lag()).isBetween(Duration.ofMinutes(30), Duration.ofHours(3));
  }
}
