package io.tallystick.core.flush;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Tags;
import io.tallystick.core.record.LogLines;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefusedBucketsTest {
  private final FlushRig rig = new FlushRig();
  private final ScriptedStore store = rig.store;

  private static boolean isBad(OwnedBucket bucket) {
    return bucket.series().name().equals("bad.count");
  }

  private void record(int good) {
    for (int part = 0; part < good; part++) {
      rig.metrics().count("good.count", 1, "part", "p" + part);
    }
  }

  private long refused() {
    return rig.flusher.status().droppedBuckets().getOrDefault("refused_by_store", 0L);
  }

  @Test
  void aBadBucketIsFoundAndAllOthersAreStored() {
    store.refuseBatchesWith(RefusedBucketsTest::isBad);
    record(500);
    rig.metrics().count("bad.count", 1, "part", "a");
    record(900);
    rig.metrics().count("bad.count", 1, "part", "b");
    rig.tick(60);

    assertThat(rig.flush()).isTrue();
    assertThat(store.kept("good.count")).hasSize(900);
    assertThat(store.sum("good.count")).isEqualTo(1_400);
    assertThat(refused()).isEqualTo(2);
    assertThat(rig.dropped(DropReason.REFUSED_BY_STORE)).isEqualTo(2);
    assertThat(rig.flusher.status().isAway()).isFalse();
    assertThat(rig.flusher.status().lastFailure()).isEqualTo("The store takes no such thing.");
    assertThat(rig.recorded("tallystick.flush.error.count", Tags.of("reason", "data")))
        .isBetween(5.0, 40.0);
  }

  @Test
  void aBadBucketOfTheOpenWindowIsCountedOnceThoughItComesAgain() {
    store.refuseBatchesWith(RefusedBucketsTest::isBad);
    for (int tick = 0; tick < 12; tick++) {
      record(10);
      rig.metrics().count("bad.count", 1);
      rig.tick(10);
      rig.flush();
    }

    assertThat(refused()).isEqualTo(2);
    assertThat(store.sum("good.count")).isEqualTo(120);
  }

  @Test
  void oneLineAtTimesSaysWhatWasRefused() {
    LogLines.take(RefusedBuckets.class.getName());
    store.refuseBatchesWith(RefusedBucketsTest::isBad);
    for (int minute = 0; minute < 11; minute++) {
      record(3);
      rig.metrics().count("bad.count", 1);
      rig.tick(60);
      rig.flush();
      rig.flush();
    }

    assertThat(LogLines.take(RefusedBuckets.class.getName()))
        .satisfiesExactly(
            first -> assertThat(first).contains("refused 1 buckets", "bad.count", "no such thing"),
            second -> assertThat(second).contains("refused 10 buckets"));
  }

  @Test
  void aStoreThatRefusesEverythingLosesNothingAndIsNotAskedTooOften() {
    store.refuseBatchesWith(bucket -> true);
    record(900);
    rig.tick(60);

    assertThat(rig.flush()).isFalse();
    assertThat(store.tried()).hasSizeLessThan(35);
    assertThat(refused()).isZero();
    assertThat(rig.flusher.status().isAway()).isTrue();
    store.refuseBatchesWith(bucket -> false);
    assertThat(rig.flushLater()).isTrue();
    assertThat(store.sum("good.count")).isEqualTo(900);
  }

  @Test
  void aStoreThatCannotSayWhichItIsIsAwayAndItsRefusalIsNoVerdict() {
    store.becomeUnusable();
    record(900);
    rig.tick(60);
    rig.flush();
    rig.flushLater();

    assertThat(store.tried()).hasSize(2);
    assertThat(refused()).isZero();
    store.becomeUsable();
    assertThat(rig.flushLater()).isTrue();
    assertThat(store.sum("good.count")).isEqualTo(900);
  }

  @Test
  void badBucketsAloneAreNoReasonToStopForEver() {
    store.refuseBatchesWith(RefusedBucketsTest::isBad);
    for (int part = 0; part < 60; part++) {
      rig.metrics().count("bad.count", 1, "part", "p" + part);
    }
    rig.tick(60);
    rig.flush();
    assertThat(rig.flusher.status().isAway()).isTrue();
    record(100);
    for (int minute = 0; minute < 10; minute++) {
      rig.tick(60);
      rig.flush();
    }

    assertThat(store.sum("good.count")).isEqualTo(100);
    assertThat(refused()).isEqualTo(60);
    assertThat(rig.flusher.waiting()).isZero();
  }

  @Test
  void manyBadBucketsAreFoundInSeveralFlushes() {
    store.refuseBatchesWith(RefusedBucketsTest::isBad);
    for (int part = 0; part < 300; part++) {
      rig.metrics().count("good.count", 1, "part", "p" + part);
      rig.metrics().count("bad.count", 1, "part", "p" + part);
    }
    rig.tick(60);
    rig.flush();
    assertThat(store.tried()).hasSizeBetween(200, 202);
    assertThat(rig.flusher.status().isAway()).isFalse();
    for (int flush = 0; flush < 10; flush++) {
      rig.flush();
    }

    assertThat(store.sum("good.count")).isEqualTo(300);
    assertThat(refused()).isEqualTo(300);
  }

  @Test
  void whatTheStoreLeavesOutIsCountedByItsReason() {
    store.refuse(bucket -> isBad(bucket) ? Refusal.BELOW_HORIZON : null);
    rig.metrics().count("bad.count", 1);
    record(3);
    rig.tick(60);
    assertThat(rig.flush()).isTrue();
    store.refuse(bucket -> Refusal.TOO_FAR_AHEAD);
    record(2);
    rig.pass(Duration.ofMinutes(1));
    rig.flusher.offer(FlushRig.only("good.count", rig.read()));
    assertThat(rig.flush()).isTrue();

    assertThat(rig.flusher.status().droppedBuckets())
        .containsEntry("below_horizon", 1L)
        .containsEntry("too_far_ahead", 2L);
    assertThat(rig.dropped(DropReason.TOO_FAR_AHEAD)).isEqualTo(2);
    assertThat(store.sum("good.count")).isEqualTo(3);
    assertThat(rig.recorded("tallystick.flush.rows.count", Tags.empty())).isEqualTo(3);
  }
}
