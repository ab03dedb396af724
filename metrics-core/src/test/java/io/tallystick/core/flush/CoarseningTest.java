package io.tallystick.core.flush;

import static io.tallystick.core.flush.BucketSamples.START;
import static io.tallystick.core.flush.BucketSamples.WRITER;
import static io.tallystick.core.flush.BucketSamples.after;
import static io.tallystick.core.flush.BucketSamples.all;
import static io.tallystick.core.flush.BucketSamples.bucket;
import static io.tallystick.core.flush.BucketSamples.counter;
import static io.tallystick.core.flush.BucketSamples.gauge;
import static io.tallystick.core.flush.BucketSamples.histogram;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.aggregate.Moment;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoarseningTest {
  private static final Duration HALF_A_DAY = Duration.ofHours(12);

  private final Losses losses = new Losses();
  private final Backlog backlog = new Backlog(10_000_000, FlushRig.RETENTION, losses);

  private static void offer(Backlog to, OwnedBucket bucket) {
    to.offer(List.of(bucket), true, START);
  }

  private void minutes(int from, int to) {
    for (int minute = from; minute < to; minute++) {
      offer(backlog, counter("orders.count", minute, 1, 1 << minute % 5));
    }
  }

  private static OwnedBucket wide(Granularity granularity, int minute, BucketState state) {
    OwnedBucket narrow = bucket("orders.count", minute, 1, state);
    return new OwnedBucket(narrow.series(), granularity, WRITER, narrow.bucket());
  }

  private static OwnedBucket five(int minute, long value) {
    return wide(Granularity.FIVE_MINUTES, minute, CounterState.ofWhole(value));
  }

  /** So long that only what starts before this minute is older than half a day. */
  private static Duration untilOld(int minute) {
    return HALF_A_DAY.plusMinutes(minute).minusMillis(1);
  }

  @Test
  void minutesThatAreOlderThanHalfTheirRetentionBecomeFiveMinutes() {
    minutes(0, 15);
    backlog.age(after(untilOld(5)));

    assertThat(all(backlog).subList(0, 2))
        .containsExactly(five(0, 31), counter("orders.count", 5, 1, 1));
    assertThat(backlog.size()).isEqualTo(11);
    assertThat(backlog.coarsened()).isEqualTo(5);
  }

  @Test
  void aWindowIsWidenedAsAWholeOnceItsOldestMinuteIsOldEnough() {
    minutes(0, 10);
    backlog.age(after(untilOld(1)));

    assertThat(all(backlog).get(0)).isEqualTo(five(0, 31));
    assertThat(backlog.size()).isEqualTo(6);
  }

  @Test
  void whatIsYoungerStaysAsItIs() {
    minutes(0, 10);
    backlog.age(after(HALF_A_DAY));

    assertThat(backlog.coarsened()).isZero();
  }

  @Test
  void fiveMinutesThatAreOldBecomeHours() {
    minutes(0, 120);
    backlog.age(after(Duration.ofDays(3).plusHours(14)));

    assertThat(all(backlog))
        .containsExactly(
            wide(Granularity.HOUR, 0, CounterState.ofWhole(12 * 31)),
            wide(Granularity.HOUR, 60, CounterState.ofWhole(12 * 31)));
  }

  @Test
  void whatTheStoreMayKnowStaysNarrowAndTheRestIsMerged() {
    offer(backlog, counter("orders.count", 0, 1, 1));
    offer(backlog, counter("orders.count", 1, 1, 2));
    backlog.next(1, 0);
    backlog.release();
    minutes(2, 5);
    backlog.age(after(HALF_A_DAY.plusHours(1)));

    assertThat(all(backlog))
        .containsExactlyInAnyOrder(counter("orders.count", 0, 1, 1), five(0, 2 + 4 + 8 + 16));
  }

  @Test
  void aWideBucketThatWasOfferedStaysAndTheHourHasTheRest() {
    minutes(0, 60);
    backlog.age(after(untilOld(10)));
    Batch offered = backlog.next(1, 0);
    backlog.release();
    backlog.age(after(Duration.ofDays(4)));

    assertThat(offered.buckets()).containsExactly(five(0, 31));
    assertThat(all(backlog))
        .containsExactlyInAnyOrder(
            five(0, 31), wide(Granularity.HOUR, 0, CounterState.ofWhole(11 * 31)));
  }

  @Test
  void aWindowThatMayStillGetBucketsIsLeftAlone() {
    minutes(0, 3);
    backlog.age(after(Duration.ofHours(13)));
    assertThat(backlog.coarsened()).isZero();

    minutes(3, 5);
    backlog.age(after(Duration.ofHours(13)));
    assertThat(all(backlog)).containsExactly(five(0, 31));
  }

  @Test
  void theWindowsOfAWriterThatAnotherCameAfterAreOver() {
    minutes(0, 3);
    offer(backlog, bucket("orders.count", new WriterId(3, 4), 1, 1, CounterState.ofWhole(64)));
    backlog.age(after(Duration.ofHours(13)));

    assertThat(all(backlog))
        .containsExactly(
            five(0, 7), bucket("orders.count", new WriterId(3, 4), 1, 1, CounterState.ofWhole(64)));
  }

  @Test
  void whatComesLateOfAWindowThatIsOverIsNeverMerged() {
    minutes(0, 5);
    backlog.age(after(Duration.ofHours(13)));
    OwnedBucket late = counter("late.count", 2, 1, 9);
    offer(backlog, late);
    backlog.age(after(Duration.ofHours(13)));

    assertThat(all(backlog)).containsExactlyInAnyOrder(five(0, 31), late);
  }

  @Test
  void gaugesKeepTheLatestTheExtremesAndTheIntegral() {
    for (int minute = 0; minute < 5; minute++) {
      offer(backlog, gauge(minute, minute));
    }
    backlog.age(after(Duration.ofHours(13)));

    Instant end = BucketSamples.HOUR.plus(Duration.ofMinutes(5)).minusMillis(1);
    assertThat(all(backlog))
        .extracting(OwnedBucket::bucket)
        .containsExactly(
            new Bucket(BucketSamples.HOUR, 1, new GaugeState(4, end, 0, 4, 600_000, 300_000)));
  }

  @Test
  void aSketchThatCannotBeReadStaysAsItIs() {
    for (int minute = 0; minute < 5; minute++) {
      backlog.offer(List.of(histogram(minute, 1, 5), counter(minute, 1)), true, START);
    }
    backlog.age(after(Duration.ofHours(13)));

    assertThat(all(backlog)).hasSize(6).contains(histogram(0, 1, 5), histogram(4, 1, 5));
  }

  @Test
  void manySeriesAreWidenedInPartsAndNoneIsLeftOut() {
    for (int minute = 0; minute < 5; minute++) {
      List<OwnedBucket> many = new ArrayList<>();
      for (int series = 0; series < 1_000; series++) {
        many.add(counter("s.count" + series, minute, 1, 1));
      }
      backlog.offer(many, true, START);
    }
    backlog.age(after(Duration.ofHours(13)));

    assertThat(all(backlog))
        .hasSize(1_000)
        .allMatch(one -> one.bucket().state().equals(CounterState.ofWhole(5)));
  }

  @Test
  void pastTheBoundTheOldestAreWidenedStepByStepBeforeAnythingIsDropped() {
    Backlog small = new Backlog(50_000, FlushRig.RETENTION, losses);
    for (int minute = 0; minute < 60 * 20; minute++) {
      offer(small, counter("orders.count", minute, 1, 1));
    }

    assertThat(losses.byReason()).isEmpty();
    assertThat(small.bytes()).isLessThanOrEqualTo(50_000);
    List<OwnedBucket> left = all(small);
    assertThat(left.get(0).granularity()).isEqualTo(Granularity.HOUR);
    assertThat(left.get(left.size() - 1).granularity()).isEqualTo(Granularity.MINUTE);
    assertThat(whole(left)).isEqualTo(60 * 20);
  }

  @Test
  void pastTheBoundMinutesBecomeFiveMinutesBeforeTheseBecomeHours() {
    Backlog small = new Backlog(60_000, FlushRig.RETENTION, losses);
    for (int minute = 0; minute < 60 * 3; minute++) {
      offer(small, counter("orders.count", minute, 1, 1));
    }

    assertThat(all(small))
        .extracting(OwnedBucket::granularity)
        .contains(Granularity.FIVE_MINUTES, Granularity.MINUTE)
        .doesNotContain(Granularity.HOUR);
  }

  @Test
  void whatIsDroppedInTheEndIsCountedByTheBucketsThatWereRecorded() {
    Backlog tiny = new Backlog(25_000, FlushRig.RETENTION, losses);
    for (int minute = 0; minute < 60 * 50; minute++) {
      offer(tiny, counter("orders.count", minute, 1, 1));
    }
    long stored = whole(all(tiny));

    assertThat(losses.byReason()).containsOnlyKeys("backlog_full");
    assertThat(stored + losses.byReason().get("backlog_full")).isEqualTo(60 * 50);
    assertThat(stored).isGreaterThan(60);
  }

  @Test
  void whatTheStoreMayKnowExpiresWithItsRetentionByBothClocks() {
    offer(backlog, counter(0, 1));
    backlog.next(1, 0);
    backlog.release();
    Duration leap = Duration.ofHours(25);
    backlog.age(new Moment(after(leap).wallMillis(), 0));
    assertThat(backlog.size()).isEqualTo(1);

    backlog.age(after(leap));
    assertThat(backlog.size()).isZero();
    assertThat(losses.byReason()).isEqualTo(Map.of("expired", 1L));
  }

  private static long whole(List<OwnedBucket> buckets) {
    return buckets.stream().mapToLong(one -> ((CounterState) one.bucket().state()).whole()).sum();
  }
}
