package io.tallystick.core.flush;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.core.aggregate.BucketReadings;
import io.tallystick.core.aggregate.Reading;
import io.tallystick.core.aggregate.SeriesReading;
import io.tallystick.core.record.LogLines;
import io.tallystick.core.sketch.QuantileSketch;
import io.tallystick.spi.Batch;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FlusherTest {
  private final FlushRig rig = new FlushRig();
  private final ScriptedStore store = rig.store;

  private OwnedBucket onlyKept(String name) {
    assertThat(store.kept(name)).hasSize(1);
    return store.kept(name).get(0);
  }

  @Test
  void aCounterIsStoredUnderItsSourceWithTheConstantTags() {
    rig.metrics().count("orders.count", 3, "status", "paid");
    rig.metrics().count("orders.count", 0.5, "status", "paid");
    rig.tick(10);

    assertThat(rig.flush()).isTrue();
    OwnedBucket kept = onlyKept("orders.count");
    assertThat(kept.series())
        .isEqualTo(
            SeriesKey.system(
                "orders.count",
                MetricKind.COUNTER,
                "service:api",
                Tags.of("region", "eu", "status", "paid")));
    assertThat(kept.granularity()).isEqualTo(Granularity.MINUTE);
    assertThat(kept.bucket().start()).isEqualTo(Instant.ofEpochMilli(FlushRig.START_MILLIS));
    assertThat(kept.bucket().version()).isEqualTo(1);
    assertThat(kept.bucket().state()).isEqualTo(new CounterState(3, 0.5));
  }

  @Test
  void aTagOfTheSeriesWinsOverAConstantOne() {
    rig.metrics().count("orders.count", 1, "region", "us");
    rig.tick(10);
    rig.flush();

    assertThat(onlyKept("orders.count").series().tags()).isEqualTo(Tags.of("region", "us"));
  }

  @Test
  void aTagThatRepeatsAConstantOneIsTheSameSeriesWhoeverLeavesItOut() {
    rig.metrics().count("orders.count", 1);
    rig.metrics().count("orders.count", 2, "region", "eu");
    rig.metrics().count("orders.count", 4, "status", "paid", "region", "eu");
    rig.metrics().count("orders.count", 8, Tags.of("status", "paid"));
    rig.metrics().count("orders.count", 16, "region", "us");
    rig.metrics().forTenant("acme").count("invoice.sent", 1);
    rig.metrics().forTenant("acme").count("invoice.sent", 2, FlushRig.REGION.asMap());
    rig.tick(10);
    rig.flush();

    assertThat(store.kept("orders.count"))
        .extracting(one -> one.series().tags() + "=" + one.bucket().state())
        .containsExactlyInAnyOrder(
            FlushRig.REGION + "=" + CounterState.ofWhole(3),
            FlushRig.REGION.and("status", "paid") + "=" + CounterState.ofWhole(12),
            Tags.of("region", "us") + "=" + CounterState.ofWhole(16));
    assertThat(store.sum("user.invoice.sent")).isEqualTo(3);
  }

  @Test
  void aTenantsSeriesIsStoredUnderTheHashOfTheTenant() {
    rig.metrics().forTenant("acme").count("invoice.sent", 2);
    rig.tick(10);
    rig.flush();

    assertThat(onlyKept("user.invoice.sent").series())
        .isEqualTo(
            SeriesKey.user(
                "user.invoice.sent",
                MetricKind.COUNTER,
                "service:api",
                "hash-of-acme",
                Tags.of("region", "eu")));
  }

  @Test
  void aGaugeIsStoredWithItsIntegralAndItsRange() {
    rig.metrics().gauge("pool.active", 9);
    rig.metrics().gauge("pool.active", 4);
    rig.tick(0);
    rig.tick(10);
    rig.tick(50);
    rig.flush();

    assertThat(onlyKept("pool.active").bucket().state())
        .isEqualTo(
            new GaugeState(
                4, Instant.ofEpochMilli(FlushRig.START_MILLIS + 59_999), 4, 9, 4 * 60_000, 60_000));
  }

  @Test
  void aHistogramIsStoredWithASketchThatAnswers() {
    for (int size = 1; size <= 100; size++) {
      rig.metrics().histogram("upload.size_bytes", size);
    }
    rig.tick(10);
    rig.flush();

    HistogramState state = (HistogramState) onlyKept("upload.size_bytes").bucket().state();
    QuantileSketch sketch = QuantileSketch.decode(state.sketch().toArray());
    assertThat(state.count()).isEqualTo(100);
    assertThat(state.sum()).isEqualTo(5_050);
    assertThat(List.of(state.min(), state.max())).containsExactly(1.0, 100.0);
    assertThat(sketch.count()).isEqualTo(100);
    assertThat(state.percentiles().p50()).isBetween(48.0, 53.0);
    assertThat(state.percentiles().p95()).isBetween(93.0, 98.0);
    assertThat(state.percentiles().p99()).isBetween(97.0, 100.0);
  }

  @Test
  void eachIncarnationOfTheClockIsAWriterOfItsOwn() {
    rig.metrics().count("orders.count", 1);
    rig.tick(61);
    rig.metrics().count("orders.count", 2);
    rig.step(Duration.ofHours(-1));
    rig.tick(0);
    rig.metrics().count("orders.count", 4);
    rig.tick(1);
    rig.flush();

    assertThat(store.sum("orders.count")).isEqualTo(7);
    Set<WriterId> before =
        store.kept("orders.count").stream()
            .filter(
                one -> !one.bucket().start().isBefore(Instant.ofEpochMilli(FlushRig.START_MILLIS)))
            .map(OwnedBucket::writer)
            .collect(Collectors.toSet());
    Set<WriterId> all =
        store.kept("orders.count").stream().map(OwnedBucket::writer).collect(Collectors.toSet());
    assertThat(before).hasSize(1);
    assertThat(all).hasSize(2).doesNotContain(WriterId.FOLDED);
  }

  @Test
  void whatTheStoreDidNotTakeIsTakenLaterAndExactly() {
    Random random = new Random(11);
    long recorded = 0;
    for (int tick = 0; tick < 300; tick++) {
      recorded += tick;
      rig.metrics().count("orders.count", tick);
      rig.tick(7);
      store.failAlwaysWith(random.nextInt(3) > 0 ? ScriptedStore.AWAY : null);
      rig.flush();
    }
    store.failAlwaysWith(null);

    assertThat(rig.flushLater()).isTrue();
    assertThat(rig.flusher.waiting()).isZero();
    assertThat(store.sum("orders.count")).isEqualTo(recorded);
  }

  @Test
  void aWriteThatCameThroughAlthoughItFailedIsNotCountedTwice() {
    store.keepingBeforeItFails().failWith(ScriptedStore.AWAY, ScriptedStore.AWAY);
    rig.metrics().count("orders.count", 3);
    rig.tick(10);

    assertThat(rig.flush()).isFalse();
    rig.metrics().count("orders.count", 4);
    rig.tick(10);
    assertThat(rig.flush()).isFalse();
    assertThat(rig.flushLater()).isTrue();
    assertThat(store.sum("orders.count")).isEqualTo(7);
  }

  @Test
  void aTemporaryFailureEndsTheFlushAndIsCounted() {
    store.failWith(ScriptedStore.AWAY);
    rig.metrics().count("orders.count", 3);
    rig.tick(10);

    assertThat(rig.flush()).isFalse();
    assertThat(rig.flusher.waiting()).isEqualTo(1);
    assertThat(rig.recorded("tallystick.flush.error.count", Tags.of("reason", "store")))
        .isEqualTo(1);
    assertThat(store.kept("orders.count")).isEmpty();
  }

  @Test
  void aFailureOfWhichNothingIsKnownIsTriedAgain() {
    store.failWith(new IllegalStateException("The driver has a fault."));
    rig.metrics().count("orders.count", 3);
    rig.tick(10);

    assertThat(rig.flush()).isFalse();
    assertThat(rig.flushLater()).isTrue();
    assertThat(store.sum("orders.count")).isEqualTo(3);
    assertThat(rig.recorded("tallystick.flush.error.count", Tags.of("reason", "store")))
        .isEqualTo(1);
  }

  @Test
  void aNewerVersionTakesThePlaceOfTheOneThatWaits() {
    rig.metrics().count("orders.count", 3);
    rig.tick(10);
    rig.metrics().count("orders.count", 4);
    rig.tick(10);

    assertThat(rig.flusher.waiting()).isEqualTo(1);
    rig.flush();
    assertThat(store.sizes()).containsExactly(1);
    assertThat(onlyKept("orders.count").bucket().version()).isEqualTo(2);
    assertThat(store.sum("orders.count")).isEqualTo(7);
  }

  @Test
  void aReadingThatTheStoreHasNoFormForIsLoggedByTheFlushAndNotByTheOffer() {
    LogLines.take(StoredForm.class.getName());
    rig.metrics().count("orders.count");
    rig.flusher.offer(negated(rig.read()));
    assertThat(LogLines.take(StoredForm.class.getName())).isEmpty();

    rig.flush();
    rig.flush();
    assertThat(LogLines.take(StoredForm.class.getName()))
        .singleElement()
        .asString()
        .startsWith("ERROR A bucket of orders.count cannot be stored");
    assertThat(store.kept("orders.count")).isEmpty();
    assertThat(rig.dropped(DropReason.UNFIT)).isEqualTo(1);
  }

  @Test
  void aBucketThatTheStoreHasNoFormForIsCountedOnceHoweverOftenItIsRead() {
    for (int minute = 0; minute < 2; minute++) {
      for (int second = 0; second < 60; second += 10) {
        rig.metrics().count("orders.count");
        rig.flusher.offer(negated(rig.read()));
        rig.pass(Duration.ofSeconds(10));
      }
    }

    assertThat(rig.dropped(DropReason.UNFIT)).isEqualTo(2);
  }

  /** As no counter can be. */
  private static List<BucketReadings> negated(List<BucketReadings> buckets) {
    BucketReadings one = FlushRig.only("orders.count", buckets).get(0);
    SeriesReading reading =
        new SeriesReading(one.readings().get(0).series(), new Reading.OfCounter(-1, 0));
    return List.of(
        new BucketReadings(
            one.incarnation(), one.startMillis(), one.version(), one.isFinal(), List.of(reading)));
  }

  @Test
  void moreThanABatchHoldsIsWrittenInSeveral() {
    for (int series = 0; series < 5; series++) {
      for (int part = 0; part < 999; part++) {
        rig.metrics().count("orders.part" + series, 1, "part", "p" + part);
      }
    }
    for (int part = 0; part < 100; part++) {
      rig.metrics().count("mails.count", 1, "part", "p" + part);
    }
    rig.tick(10);
    rig.flush();

    assertThat(store.sizes()).containsExactly(Batch.MAX_BUCKETS, 5 * 999 + 100 - Batch.MAX_BUCKETS);
    assertThat(rig.recorded("tallystick.flush.rows.count", Tags.empty())).isEqualTo(5 * 999 + 100);
  }
}
