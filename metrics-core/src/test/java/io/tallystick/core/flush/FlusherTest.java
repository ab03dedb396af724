package io.tallystick.core.flush;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.core.aggregate.BucketAggregate;
import io.tallystick.core.aggregate.BucketReadings;
import io.tallystick.core.aggregate.LiveSeries;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.aggregate.Reading;
import io.tallystick.core.aggregate.SeriesReading;
import io.tallystick.core.record.LogLines;
import io.tallystick.core.record.Recording;
import io.tallystick.core.record.RecordingSettings;
import io.tallystick.core.sketch.QuantileSketch;
import io.tallystick.guard.CardinalityLimit;
import io.tallystick.guard.GuardLimits;
import io.tallystick.guard.TenantLimits;
import io.tallystick.spi.Batch;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.WriterId;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FlusherTest {
  private static final long START_MILLIS = 1_700_000_040_000L;
  private static final StorageException AWAY =
      StorageException.temporary("The store is away.", null);
  private static final StorageException REFUSED =
      StorageException.permanent("The store takes no such thing.", null);

  private static final Tags REGION = Tags.of("region", "eu");

  private final ScriptedStore store = new ScriptedStore();
  private final Recording recording =
      new Recording(
          new RecordingSettings(
              GuardLimits.standard(),
              CardinalityLimit.standard(),
              TenantLimits.standard(),
              32_000_000,
              64_000_000,
              2,
              true,
              () -> 0,
              REGION,
              tenant -> "hash-of-" + tenant));
  private long nowMillis = START_MILLIS;
  private final BucketAggregate aggregate =
      new BucketAggregate(recording, 60_000, new Moment(START_MILLIS, 0));
  private Flusher flusher = flusher(64_000_000);

  private Flusher flusher(long backlogBytes) {
    Flusher.Labels labels = new Flusher.Labels("service:api", REGION, Granularity.MINUTE);
    return new Flusher(store, labels, backlogBytes, recording.metrics());
  }

  private void tick(long secondsLater) {
    nowMillis += secondsLater * 1_000;
    flusher.offer(tickOnly());
  }

  private List<BucketReadings> tickOnly() {
    long elapsedNanos = (nowMillis - START_MILLIS) * 1_000_000;
    return aggregate.tick(new Moment(nowMillis, elapsedNanos));
  }

  private OwnedBucket onlyKept(String name) {
    assertThat(store.kept(name)).hasSize(1);
    return store.kept(name).get(0);
  }

  private double keptSum(String name) {
    return store.kept(name).stream()
        .mapToDouble(one -> ((CounterState) one.bucket().state()).sum())
        .sum();
  }

  private double ownCount(String name, Tags tags) {
    return aggregate.snapshot(new Moment(nowMillis, 0)).series().stream()
        .filter(one -> one.series().name().equals(name) && one.series().tags().equals(tags))
        .map(LiveSeries::total)
        .mapToDouble(total -> ((Reading.OfCounter) total).sum())
        .sum();
  }

  @Test
  void aCounterIsStoredUnderItsSourceWithTheConstantTags() {
    recording.metrics().count("orders.count", 3, "status", "paid");
    recording.metrics().count("orders.count", 0.5, "status", "paid");
    tick(10);

    assertThat(flusher.flush()).isTrue();
    OwnedBucket kept = onlyKept("orders.count");
    assertThat(kept.series())
        .isEqualTo(
            SeriesKey.system(
                "orders.count",
                MetricKind.COUNTER,
                "service:api",
                Tags.of("region", "eu", "status", "paid")));
    assertThat(kept.granularity()).isEqualTo(Granularity.MINUTE);
    assertThat(kept.bucket().start()).isEqualTo(Instant.ofEpochMilli(START_MILLIS));
    assertThat(kept.bucket().version()).isEqualTo(1);
    assertThat(kept.bucket().state()).isEqualTo(new CounterState(3, 0.5));
  }

  @Test
  void aTagOfTheSeriesWinsOverAConstantOne() {
    recording.metrics().count("orders.count", 1, "region", "us");
    tick(10);
    flusher.flush();

    assertThat(onlyKept("orders.count").series().tags()).isEqualTo(Tags.of("region", "us"));
  }

  @Test
  void aTagThatRepeatsAConstantOneIsTheSameSeriesWhoeverLeavesItOut() {
    recording.metrics().count("orders.count", 1);
    recording.metrics().count("orders.count", 2, "region", "eu");
    recording.metrics().count("orders.count", 4, "status", "paid", "region", "eu");
    recording.metrics().count("orders.count", 8, Tags.of("status", "paid"));
    recording.metrics().count("orders.count", 16, "region", "us");
    recording.metrics().forTenant("acme").count("invoice.sent", 1);
    recording.metrics().forTenant("acme").count("invoice.sent", 2, REGION.asMap());
    tick(10);
    flusher.flush();

    assertThat(store.kept("orders.count"))
        .extracting(one -> one.series().tags() + "=" + one.bucket().state())
        .containsExactlyInAnyOrder(
            REGION + "=" + CounterState.ofWhole(3),
            REGION.and("status", "paid") + "=" + CounterState.ofWhole(12),
            Tags.of("region", "us") + "=" + CounterState.ofWhole(16));
    assertThat(keptSum("user.invoice.sent")).isEqualTo(3);
  }

  @Test
  void aTenantsSeriesIsStoredUnderTheHashOfTheTenant() {
    recording.metrics().forTenant("acme").count("invoice.sent", 2);
    tick(10);
    flusher.flush();

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
    recording.metrics().gauge("pool.active", 9);
    recording.metrics().gauge("pool.active", 4);
    tick(0);
    tick(10);
    tick(50);
    flusher.flush();

    assertThat(onlyKept("pool.active").bucket().state())
        .isEqualTo(
            new GaugeState(
                4, Instant.ofEpochMilli(START_MILLIS + 59_999), 4, 9, 4 * 60_000, 60_000));
  }

  @Test
  void aHistogramIsStoredWithASketchThatAnswers() {
    for (int size = 1; size <= 100; size++) {
      recording.metrics().histogram("upload.size_bytes", size);
    }
    tick(10);
    flusher.flush();

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
    recording.metrics().count("orders.count", 1);
    tick(61);
    recording.metrics().count("orders.count", 2);
    tick(-3_600);
    recording.metrics().count("orders.count", 4);
    tick(1);
    flusher.flush();

    assertThat(keptSum("orders.count")).isEqualTo(7);
    Set<WriterId> before =
        store.kept("orders.count").stream()
            .filter(one -> !one.bucket().start().isBefore(Instant.ofEpochMilli(START_MILLIS)))
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
      recording.metrics().count("orders.count", tick);
      tick(7);
      if (random.nextInt(3) > 0) {
        store.failWith(AWAY);
      }
      flusher.flush();
    }
    tick(7);

    assertThat(flusher.flush() || flusher.flush()).isTrue();
    assertThat(flusher.waiting()).isZero();
    assertThat(keptSum("orders.count")).isEqualTo(recorded);
  }

  @Test
  void aWriteThatCameThroughAlthoughItFailedIsNotCountedTwice() {
    store.keepingBeforeItFails().failWith(AWAY, AWAY);
    recording.metrics().count("orders.count", 3);
    tick(10);

    assertThat(flusher.flush()).isFalse();
    recording.metrics().count("orders.count", 4);
    tick(10);
    assertThat(flusher.flush()).isFalse();
    assertThat(flusher.flush()).isTrue();
    assertThat(keptSum("orders.count")).isEqualTo(7);
  }

  @Test
  void aTemporaryFailureEndsTheFlushAndIsCounted() {
    store.failWith(AWAY);
    recording.metrics().count("orders.count", 3);
    tick(10);

    assertThat(flusher.flush()).isFalse();
    assertThat(flusher.waiting()).isEqualTo(1);
    assertThat(ownCount("tallystick.flush.error.count", Tags.of("reason", "store"))).isEqualTo(1);
    assertThat(store.kept("orders.count")).isEmpty();
  }

  @Test
  void aFailureOfWhichNothingIsKnownIsTriedAgain() {
    store.failWith(new IllegalStateException("The driver has a fault."));
    recording.metrics().count("orders.count", 3);
    tick(10);

    assertThat(flusher.flush()).isFalse();
    assertThat(flusher.flush()).isTrue();
    assertThat(keptSum("orders.count")).isEqualTo(3);
    assertThat(ownCount("tallystick.flush.error.count", Tags.of("reason", "store"))).isEqualTo(1);
  }

  @Test
  void whatTheStoreRefusesForGoodIsGivenUpAndCounted() {
    store.failWith(REFUSED);
    recording.metrics().count("orders.count", 3);
    recording.metrics().count("mails.count", 3);
    tick(10);

    assertThat(flusher.flush()).isTrue();
    assertThat(flusher.waiting()).isZero();
    assertThat(store.sizes()).isEmpty();
    assertThat(ownCount("tallystick.dropped.count", Tags.of("reason", "refused_by_store")))
        .isEqualTo(2);
    assertThat(ownCount("tallystick.flush.error.count", Tags.of("reason", "data"))).isEqualTo(1);
  }

  @Test
  void aNewerVersionTakesThePlaceOfTheOneThatWaits() {
    recording.metrics().count("orders.count", 3);
    tick(10);
    recording.metrics().count("orders.count", 4);
    tick(10);

    assertThat(flusher.waiting()).isEqualTo(1);
    flusher.flush();
    assertThat(store.sizes()).containsExactly(1);
    assertThat(onlyKept("orders.count").bucket().version()).isEqualTo(2);
    assertThat(keptSum("orders.count")).isEqualTo(7);
  }

  @Test
  void pastTheBacklogsBoundTheOldestAreGivenUpAndCounted() {
    flusher = flusher(10 * 400);
    store.failWith(AWAY);
    for (int minute = 0; minute < 15; minute++) {
      recording.metrics().count("orders.count", 1);
      nowMillis += 60_000;
      flusher.offer(onlyOrders(tickOnly()));
    }

    assertThat(flusher.waiting()).isEqualTo(10);
    assertThat(ownCount("tallystick.dropped.count", Tags.of("reason", "backlog_full")))
        .isEqualTo(5);
    flusher.flush();
    assertThat(flusher.flush()).isTrue();
    assertThat(store.kept("orders.count"))
        .extracting(one -> one.bucket().start().toEpochMilli())
        .hasSize(10)
        .allMatch(start -> start >= START_MILLIS + 5 * 60_000);
  }

  /** Without the counter of what was given up, which would be given up in its turn. */
  private static List<BucketReadings> onlyOrders(List<BucketReadings> buckets) {
    return buckets.stream()
        .map(
            one ->
                new BucketReadings(
                    one.incarnation(),
                    one.startMillis(),
                    one.version(),
                    one.isFinal(),
                    one.readings().stream()
                        .filter(reading -> reading.series().name().equals("orders.count"))
                        .toList()))
        .toList();
  }

  @Test
  void aReadingThatTheStoreHasNoFormForIsLoggedByTheFlushAndNotByTheOffer() {
    LogLines.take(StoredForm.class.getName());
    recording.metrics().count("orders.count");
    flusher.offer(negated(tickOnly()));
    assertThat(LogLines.take(StoredForm.class.getName())).isEmpty();

    flusher.flush();
    flusher.flush();
    assertThat(LogLines.take(StoredForm.class.getName()))
        .singleElement()
        .asString()
        .startsWith("ERROR A bucket of orders.count cannot be stored");
    assertThat(store.kept("orders.count")).isEmpty();
    assertThat(ownCount("tallystick.dropped.count", Tags.of("reason", "unfit"))).isEqualTo(1);
  }

  /** As no counter can be. */
  private static List<BucketReadings> negated(List<BucketReadings> buckets) {
    BucketReadings one = onlyOrders(buckets).get(0);
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
        recording.metrics().count("orders.part" + series, 1, "part", "p" + part);
      }
    }
    for (int part = 0; part < 100; part++) {
      recording.metrics().count("mails.count", 1, "part", "p" + part);
    }
    tick(10);
    flusher.flush();

    assertThat(store.sizes()).containsExactly(Batch.MAX_BUCKETS, 5 * 999 + 100 - Batch.MAX_BUCKETS);
    assertThat(ownCount("tallystick.flush.rows.count", Tags.empty())).isEqualTo(5 * 999 + 100);
  }
}
