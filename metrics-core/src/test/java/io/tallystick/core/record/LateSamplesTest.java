package io.tallystick.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Tags;
import io.tallystick.UserMetricKind;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** Samples of threads that found their series before it was retired. */
class LateSamplesTest {
  private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);

  private final ShownRecording shown = new ShownRecording();

  private void retire(String... ids) {
    assertThat(shown.recording.retire(shown.all(ids))).hasSize(ids.length);
  }

  private ShownRecording drainAfter(long nanos) {
    shown.elapsedNanos.addAndGet(nanos);
    return shown.drain();
  }

  private LateCall late(Series series) {
    return LateCall.to(shown.metrics, series);
  }

  @Test
  void whatCameAfterTheLastDrainIsPassedOn() {
    shown.metrics.count("a.count", 5);
    shown.metrics.histogram("a.size_bytes", 5);
    shown.drain(true);
    shown.metrics.count("a.count", 3);
    shown.metrics.count("a.count", 0.25);
    shown.metrics.histogram("a.size_bytes", 7);
    retire("a.count", "a.size_bytes");
    shown.drain();

    assertThat(shown.total("a.count")).isEqualTo(3);
    assertThat(shown.fraction("a.count")).isEqualTo(0.25);
    assertThat(shown.histogram("a.size_bytes").count()).isEqualTo(1);
    assertThat(shown.histogram("a.size_bytes").sum()).isEqualTo(7);
  }

  @Test
  void aLateDeltaIsPassedOnAndProlongsTheQuarantine() {
    shown.metrics.count("a.count", 5, "k", "v");
    Series old = shown.drain().series("a.count{k=v}");
    retire("a.count{k=v}");
    drainAfter(HOUR_NANOS - 1);
    late(old).count(3).count(0.5);
    drainAfter(1);
    drainAfter(HOUR_NANOS - 1);
    late(old).count(4).count(0.25);
    shown.drain();

    assertThat(shown.total("a.count{k=v}")).isEqualTo(7);
    assertThat(shown.fraction("a.count{k=v}")).isEqualTo(0.75);
    assertThat(shown.series("a.count{k=v}")).isNotSameAs(old);
  }

  @Test
  void theNextDrainShowsALateDeltaAlsoWhenRecordingIsSwitchedOff() {
    shown.metrics.count("a.count", 5);
    shown.metrics.histogram("a.size_bytes", 5);
    shown.metrics.recordUserMetric("t", "a.one", 5, UserMetricKind.COUNT, Tags.empty());
    Series old = shown.drain(true).series("a.count");
    Series samples = shown.series("a.size_bytes");
    Series tenants = shown.series("user.a.one@key-of-t");
    retire("a.count", "a.size_bytes", "user.a.one@key-of-t");
    late(old).count(3).count(0.5);
    late(samples).record(7);
    late(tenants).count(4).count(0.25);
    shown.recording.open(false);
    shown.drain();

    assertThat(shown.total("a.count")).isEqualTo(3);
    assertThat(shown.fraction("a.count")).isEqualTo(0.5);
    assertThat(shown.histogram("a.size_bytes").sum()).isEqualTo(7);
    assertThat(shown.total("user.a.one@key-of-t")).isEqualTo(4);
    assertThat(shown.fraction("user.a.one@key-of-t")).isEqualTo(0.25);
  }

  @Test
  void whatWasPassedOnIsCountedOnceAndDoesNotComeBackWithTheCell() {
    shown.metrics.count("a.count", 5);
    Series old = shown.drain(true).series("a.count");
    retire("a.count");
    late(old).count(3);
    shown.drain(true);
    assertThat(shown.drain(true).total("a.count")).isEqualTo(3);
    assertThat(shown.inMinute("a.count")).isZero();
    Series next = shown.series("a.count");
    retire("a.count");
    drainAfter(HOUR_NANOS);
    drainAfter(0);
    for (int i = 0; i < 3; i++) {
      shown.metrics.count("b.count", 1, "k", "v" + i);
    }
    shown.drain();

    assertThat(shown.all(shown.ids().toArray(new String[0])))
        .extracting(Series::cell)
        .contains(next.cell());
    assertThat(shown.ids()).allMatch(id -> shown.total(id) == 1).hasSize(3);
  }

  @Test
  void aLateDeltaThatFindsNoRoomDoesNotStopTheDrainsOfAStrictRecording() {
    ShownRecording strict = new ShownRecording(new Wanted().cardinality(1, 9, 9).strict());
    strict.metrics.count("a.count", 5, "k", "v");
    Series old = strict.drain().series("a.count{k=v}");
    assertThat(strict.recording.retire(List.of(old))).hasSize(1);
    strict.metrics.count("a.count", 2, "k", "w");
    LateCall.to(strict.metrics, old).count(3);
    strict.drain();

    assertThat(strict.total("a.count{k=w}")).isEqualTo(2);
    assertThat(strict.total("a.count{overflow=true}")).isEqualTo(3);
    assertThat(strict.overflowed("a.count")).isEqualTo(1);
  }

  @Test
  void theSuccessorIsLookedUpWhileNoSinkIsLocked() throws InterruptedException {
    shown.metrics.histogram("a.size_bytes", 5);
    Series old = shown.drain(true).series("a.size_bytes");
    retire("a.size_bytes");
    late(old).record(7);
    ReentrantLock lock = registryLock();
    Thread drainer = new Thread(shown::drain, "drainer");
    lock.lock();
    drainer.start();
    try {
      while (drainer.isAlive() && !lock.hasQueuedThread(drainer)) {
        Thread.onSpinWait();
      }
      assertThat(old.sink().tryLock()).isTrue();
      old.sink().unlock();
    } finally {
      lock.unlock();
    }
    drainer.join();

    assertThat(shown.drain().histogram("a.size_bytes").sum()).isEqualTo(7);
  }

  private ReentrantLock registryLock() {
    Object registry = Reachable.fieldOf(shown.recording, "registry");
    return (ReentrantLock) Reachable.fieldOf(registry, "lock");
  }
}
