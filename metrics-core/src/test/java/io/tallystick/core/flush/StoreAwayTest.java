package io.tallystick.core.flush;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.record.LogLines;
import io.tallystick.spi.Batch;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoreAwayTest {
  private static final String ROOM = "io.tallystick.core.flush.";

  private final FlushRig rig = new FlushRig();
  private final ScriptedStore store = rig.store;

  @BeforeEach
  void forgetLines() {
    LogLines.take(ROOM);
  }

  /** After how many seconds the store was tried, while it failed. */
  private List<Long> triedAfterSeconds(int seconds) {
    List<Long> tried = new ArrayList<>();
    for (long second = 10; second <= seconds; second += 10) {
      int before = store.tried().size();
      rig.metrics().count("orders.count", 1);
      rig.tick(10);
      rig.flush();
      if (store.tried().size() > before) {
        tried.add(second);
      }
    }
    return tried;
  }

  @Test
  void aStoreThatFailsIsLeftAloneForLongerEachTime() {
    store.failAlwaysWith(ScriptedStore.AWAY);
    rig.random(0.6);

    assertThat(triedAfterSeconds(300)).containsExactly(10L, 20L, 40L, 70L, 120L, 170L, 220L, 270L);
  }

  @Test
  void theLastFlushWaitsForNothing() {
    store.failWith(ScriptedStore.AWAY);
    rig.minutes(1, "orders.count");
    rig.flush();
    assertThat(rig.flush()).isFalse();

    assertThat(rig.flusher.finish()).isTrue();
    assertThat(store.sum("orders.count")).isEqualTo(1);
  }

  @Test
  void whileItIsAwayTheSameSmallBatchIsOfferedAndWhenItIsBackFullOnes() {
    store.failAlwaysWith(ScriptedStore.AWAY);
    for (int minute = 0; minute < 4; minute++) {
      for (int part = 0; part < 400; part++) {
        rig.metrics().count("orders.count", 1, "part", "p" + part);
      }
      rig.tick(60);
      rig.flush();
    }
    List<Batch> tried = List.copyOf(store.tried());
    store.failAlwaysWith(null);
    rig.flushLater();

    assertThat(tried).hasSizeGreaterThan(2);
    assertThat(tried.subList(1, tried.size()))
        .allMatch(
            batch -> batch.equals(tried.get(1)) && batch.buckets().size() == BatchWriter.SMALL);
    assertThat(store.sizes()).hasSize(2);
    assertThat(store.sum("orders.count")).isEqualTo(4 * 400);
  }

  @Test
  void whatWaitsForHalfADayIsStoredCoarselyAndExactly() {
    store.failAlwaysWith(ScriptedStore.AWAY);
    for (int hour = 0; hour < 15; hour++) {
      rig.minutes(60, "orders.count");
      rig.metrics().histogram("upload.size_bytes", hour);
      rig.flush();
    }
    store.failAlwaysWith(null);
    rig.tick(60);
    rig.flushLater();

    assertThat(rig.flusher.waiting()).isZero();
    assertThat(store.sum("orders.count")).isEqualTo(15 * 60);
    assertThat(store.sum("upload.size_bytes")).isEqualTo(15);
    assertThat(store.kept("orders.count", Granularity.FIVE_MINUTES).size()).isBetween(24, 26);
    assertThat(store.kept("orders.count", Granularity.MINUTE).size()).isBetween(770, 780);
    assertThat(rig.flusher.status().coarsenedBuckets()).isGreaterThan(120);
  }

  @Test
  void whatWasOfferedBeforeItWentAwayIsNotInAWideBucketToo() {
    store.keepingBeforeItFails();
    store.failAlwaysWith(ScriptedStore.AWAY);
    rig.minutes(3, "orders.count");
    rig.flush();
    store.failAlwaysWith(new IllegalStateException("The connection is gone."));
    for (int hour = 0; hour < 14; hour++) {
      rig.minutes(60, "orders.count");
      rig.flush();
    }
    store.failAlwaysWith(null);
    rig.flushLater();

    assertThat(store.kept("orders.count", Granularity.MINUTE))
        .extracting(one -> one.bucket().start())
        .contains(Instant.ofEpochMilli(FlushRig.START_MILLIS));
    assertThat(store.kept("orders.count", Granularity.FIVE_MINUTES)).isNotEmpty();
    assertThat(store.sum("orders.count")).isEqualTo(3 + 14 * 60);
  }

  @Test
  void withLittleRoomEverythingIsStoredCoarselyAndNothingDropped() {
    FlushRig small = new FlushRig(300_000);
    small.store.failAlwaysWith(ScriptedStore.AWAY);
    for (int hour = 0; hour < 12; hour++) {
      for (int minute = 0; minute < 60; minute++) {
        small.metrics().histogram("upload.size_bytes", minute);
        small.minutes(1, "orders.count");
      }
      small.flush();
      assertThat(small.flusher.status().waitingBytes()).isLessThanOrEqualTo(300_000);
    }
    small.store.failAlwaysWith(null);
    small.flushLater();

    assertThat(small.flusher.status().droppedBuckets()).isEmpty();
    assertThat(small.store.kept("upload.size_bytes", Granularity.FIVE_MINUTES)).isNotEmpty();
    assertThat(small.store.sum("upload.size_bytes")).isEqualTo(12 * 60);
    assertThat(small.store.sum("orders.count")).isEqualTo(12 * 60);
  }

  @Test
  void withNoRoomAtAllWhatIsStoredAndWhatIsCountedAreWhatWasRecorded() {
    FlushRig tiny = new FlushRig(10_000);
    tiny.store.failAlwaysWith(ScriptedStore.AWAY);
    for (int minute = 0; minute < 600; minute++) {
      tiny.metrics().count("orders.count", 1);
      tiny.pass(Duration.ofMinutes(1));
      tiny.flusher.offer(FlushRig.only("orders.count", tiny.read()));
      tiny.flush();
    }
    tiny.store.failAlwaysWith(null);
    tiny.flushLater();

    double stored = tiny.store.sum("orders.count");
    assertThat(tiny.dropped(DropReason.BACKLOG_FULL)).isPositive();
    assertThat(stored + tiny.dropped(DropReason.BACKLOG_FULL)).isEqualTo(600);
    assertThat(stored).isPositive();
  }

  @Test
  void whatIsLeftAtTheEndIsCountedByTheBucketsThatWereRecorded() {
    store.failAlwaysWith(ScriptedStore.AWAY);
    for (int hour = 0; hour < 14; hour++) {
      rig.minutes(60, "orders.count");
      rig.flush();
    }
    long inMemory = 0;
    for (OwnedBucket bucket : store.tried().get(0).buckets()) {
      inMemory += ((CounterState) bucket.bucket().state()).whole();
    }
    assertThat(inMemory).isEqualTo(60);

    assertThat(rig.flusher.finish()).isFalse();
    assertThat(rig.flusher.giveUp()).isGreaterThanOrEqualTo(14 * 60);
    assertThat(rig.flusher.status().droppedBuckets()).containsOnlyKeys("closed");
  }

  @Test
  void itIsSaidOnceThatItIsAwayAndOnceThatItIsBack() {
    store.failAlwaysWith(StorageException.temporary("No route\n  to host", null));
    for (int minute = 0; minute < 10; minute++) {
      rig.minutes(1, "orders.count");
      rig.flush();
    }
    assertThat(LogLines.take(ROOM))
        .singleElement()
        .asString()
        .startsWith("WARN")
        .endsWith("waits in memory and is tried again: No route to host");

    store.failAlwaysWith(null);
    rig.flushLater();
    store.failWith(ScriptedStore.AWAY);
    rig.minutes(1, "orders.count");
    rig.flush();
    assertThat(LogLines.take(ROOM)).singleElement().asString().contains("The store is away.");
  }

  @Test
  void theStatusTellsHowItGoes() {
    assertThat(rig.flusher.status()).isEqualTo(FlushStatus.none());
    store.failAlwaysWith(ScriptedStore.AWAY);
    rig.minutes(1, "orders.count");
    Instant since = Instant.ofEpochMilli(rig.now().wallMillis());
    rig.flush();
    rig.flushLater();

    FlushStatus away = rig.flusher.status();
    assertThat(away.isAway()).isTrue();
    assertThat(away.awaySince()).isEqualTo(since);
    assertThat(away.lastConfirmed()).isNull();
    assertThat(away.lastFailure()).isEqualTo("The store is away.");
    assertThat(away.failuresInARow()).isEqualTo(2);
    assertThat(away.waitingBuckets()).isEqualTo(1);
    assertThat(away.waitingBytes()).isPositive();
    assertThat(away.storeId()).isNull();

    store.failAlwaysWith(null);
    rig.flushLater();
    FlushStatus back = rig.flusher.status();
    assertThat(back.isAway()).isFalse();
    assertThat(back.lastConfirmed()).isEqualTo(Instant.ofEpochMilli(rig.now().wallMillis()));
    assertThat(back.lastFailure()).isEqualTo("The store is away.");
    assertThat(back.failuresInARow()).isZero();
    assertThat(back.waitingBuckets()).isZero();
    assertThat(back.storeId()).isEqualTo("first");
  }
}
