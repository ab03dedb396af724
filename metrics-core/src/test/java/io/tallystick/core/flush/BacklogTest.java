package io.tallystick.core.flush;

import static io.tallystick.core.flush.BucketSamples.START;
import static io.tallystick.core.flush.BucketSamples.all;
import static io.tallystick.core.flush.BucketSamples.counter;
import static io.tallystick.core.flush.BucketSamples.histogram;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.spi.Batch;
import io.tallystick.spi.BucketKey;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.Refusal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private final Losses losses = new Losses();

  private Backlog backlog(long limitBytes) {
    return new Backlog(limitBytes, FlushRig.RETENTION, losses);
  }

  /** Windows that nothing can be coarsened of, because the store may know them. */
  private static void offer(Backlog backlog, OwnedBucket... buckets) {
    for (OwnedBucket bucket : buckets) {
      backlog.offer(List.of(bucket), false, START);
      backlog.next(Batch.MAX_BUCKETS, 0);
      backlog.release();
    }
  }

  private static void confirm(Backlog backlog, Batch batch) {
    backlog.confirm(batch, Map.of());
  }

  private long full() {
    return losses.byReason().getOrDefault("backlog_full", 0L);
  }

  @Test
  void bucketsStayUntilTheyAreConfirmed() {
    Backlog backlog = backlog(100_000);
    offer(backlog, counter(1, 1), counter(2, 1));
    Batch first = backlog.next(10, 0);

    assertThat(backlog.next(10, 0)).isEqualTo(first);
    confirm(backlog, first);
    assertThat(backlog.size()).isZero();
    assertThat(all(backlog)).isEmpty();
  }

  @Test
  void aBucketThatChangedWhileItWasWrittenStays() {
    Backlog backlog = backlog(100_000);
    offer(backlog, counter(1, 1), counter(2, 1));
    Batch first = backlog.next(10, 0);
    offer(backlog, counter(2, 2));
    confirm(backlog, first);

    assertThat(all(backlog)).containsExactly(counter(2, 2));
  }

  @Test
  void anOlderVersionThatComesLateChangesNothing() {
    Backlog backlog = backlog(100_000);
    offer(backlog, counter(1, 6), counter(1, 5));
    assertThat(all(backlog)).containsExactly(counter(1, 6));

    confirm(backlog, backlog.next(10, 0));
    offer(backlog, counter(1, 5));
    assertThat(all(backlog)).isEmpty();
  }

  @Test
  void theOldestComeFirstInWhateverOrderTheyCame() {
    Backlog backlog = backlog(100_000);
    offer(backlog, counter(1, 1), counter(3, 1), counter(2, 1), counter(1, 2));

    assertThat(all(backlog)).containsExactly(counter(1, 2), counter(2, 1), counter(3, 1));
  }

  @Test
  void aBatchHoldsTheOldestAndTheSameOnesTheNextTime() {
    Backlog backlog = backlog(100_000);
    for (int minute = 0; minute < 5; minute++) {
      List<OwnedBucket> both =
          List.of(counter("b.count", minute, 1, 1), counter("a.count", minute, 1, 1));
      backlog.offer(both, true, START);
    }
    Batch small = backlog.next(3, 0);

    assertThat(small.buckets())
        .containsExactly(
            counter("b.count", 0, 1, 1), counter("a.count", 0, 1, 1), counter("b.count", 1, 1, 1));
    assertThat(backlog.next(3, 0)).isEqualTo(small);
    assertThat(backlog.next(2, 8).buckets())
        .containsExactly(counter("b.count", 4, 1, 1), counter("a.count", 4, 1, 1));
  }

  @Test
  void sketchesCountAgainstTheBoundWithTheirSize() {
    Backlog backlog = backlog(11_000);
    offer(backlog, histogram(1, 1, 5_000));
    assertThat(full()).isZero();

    offer(backlog, histogram(2, 1, 5_000));
    assertThat(full()).isEqualTo(1);
    assertThat(all(backlog)).containsExactly(histogram(2, 1, 5_000));
  }

  @Test
  void whatIsReplacedOrConfirmedMakesRoom() {
    Backlog backlog = backlog(11_000);
    for (int version = 1; version <= 50; version++) {
      offer(backlog, histogram(1, version, 9_000));
    }
    confirm(backlog, backlog.next(10, 0));
    for (int minute = 2; minute < 50; minute++) {
      offer(backlog, histogram(minute, 1, 9_000));
      confirm(backlog, backlog.next(10, 0));
    }

    assertThat(full()).isZero();
  }

  @Test
  void whatIsGoneTakesNoRoom() {
    Backlog backlog = backlog(11_000);
    long before = backlog.bytes();
    for (int minute = 1; minute < 50; minute++) {
      backlog.offer(List.of(histogram(minute, 1, 500), counter(minute, 1)), true, START);
    }
    confirm(backlog, backlog.next(Batch.MAX_BUCKETS, 0));

    assertThat(full()).isPositive();
    assertThat(backlog.bytes()).isEqualTo(before);
  }

  @Test
  void aBucketThatIsLargerThanTheBoundIsGivenUpAtOnce() {
    Backlog backlog = backlog(2_000);

    offer(backlog, histogram(1, 1, 5_000));
    assertThat(backlog.size()).isZero();
    offer(backlog, counter(1, 1));
    assertThat(backlog.size()).isEqualTo(1);
  }

  @Test
  void whatIsGivenUpOfTheNewestWindowIsLostOnceAndOnlyWhenItDidNotComeAgain() {
    Backlog backlog = backlog(2_000);
    for (int version = 1; version <= 5; version++) {
      offer(backlog, histogram(1, version, 5_000));
      assertThat(full()).isZero();
    }
    offer(backlog, counter(2, 1));
    assertThat(full()).isEqualTo(1);
    confirm(backlog, backlog.next(10, 0));

    for (int version = 1; version <= 5; version++) {
      offer(backlog, histogram(3, version, 5_000));
    }
    offer(backlog, histogram(3, 6, 10), counter(4, 1));
    assertThat(full()).isEqualTo(1);
  }

  @Test
  void whatIsBeingWrittenIsNotGivenUp() {
    Backlog backlog = backlog(2 * room(counter(1, 1)));
    offer(backlog, counter(1, 1), counter(2, 1));
    Batch batch = backlog.next(10, 0);
    backlog.offer(List.of(counter(3, 1)), false, START);
    assertThat(backlog.next(2, 0)).isEqualTo(batch);
    confirm(backlog, batch);
    backlog.release();
    assertThat(full()).isZero();

    offer(backlog, counter(4, 1), counter(5, 1), counter(6, 1));
    assertThat(full()).isEqualTo(2);
    assertThat(all(backlog)).containsExactly(counter(5, 1), counter(6, 1));
  }

  /** What a bucket takes that is alone in its window, with a share of the key. */
  private long room(OwnedBucket bucket) {
    Backlog alone = backlog(100_000);
    alone.offer(List.of(bucket), false, START);
    return alone.bytes();
  }

  @Test
  void whatWasStoredOfTheOpenWindowIsWrittenAgainWhenTheStoreIsLost() {
    Backlog backlog = backlog(100_000);
    backlog.offer(List.of(counter(1, 1), histogram(1, 1, 50)), false, START);
    confirm(backlog, backlog.next(10, 0));
    backlog.offer(List.of(counter(1, 2)), false, START);

    assertThat(backlog.rewrite()).isEqualTo(1);
    assertThat(all(backlog)).containsExactlyInAnyOrder(counter(1, 2), histogram(1, 1, 50));
  }

  @Test
  void whatWasStoredOfAWindowIsForgottenOnceAllOfItIsStored() {
    Backlog backlog = backlog(100_000);
    backlog.offer(List.of(counter(1, 1), histogram(1, 1, 50)), false, START);
    confirm(backlog, backlog.next(10, 0));
    backlog.offer(List.of(counter(1, 2)), true, START);
    confirm(backlog, backlog.next(10, 0));

    assertThat(backlog.rewrite()).isZero();
    assertThat(backlog.bytes()).isZero();
  }

  @Test
  void whatIsStoredMakesRoomBeforeAnythingIsGivenUp() {
    Backlog backlog = backlog(12_000);
    backlog.offer(List.of(histogram(1, 1, 6_000)), false, START);
    confirm(backlog, backlog.next(10, 0));
    backlog.offer(List.of(histogram(2, 1, 9_000)), false, START);

    assertThat(full()).isZero();
    assertThat(backlog.rewrite()).isZero();
    assertThat(all(backlog)).containsExactly(histogram(2, 1, 9_000));
  }

  @Test
  void aRefusedBucketOfTheOpenWindowIsCountedOnceAndNotIfALaterVersionIsStored() {
    Backlog backlog = backlog(100_000);
    for (int version = 1; version <= 3; version++) {
      backlog.offer(List.of(counter(1, version), histogram(1, version, 50)), version == 3, START);
      Batch batch = backlog.next(10, 0);
      Map<BucketKey, Refusal> both =
          Map.of(
              counter(1, 1).key(), Refusal.TOO_FAR_AHEAD,
              histogram(1, 1, 50).key(), Refusal.BELOW_HORIZON);
      backlog.confirm(
          batch, version == 3 ? Map.of(counter(1, 1).key(), Refusal.TOO_FAR_AHEAD) : both);
    }

    assertThat(losses.byReason()).isEqualTo(Map.of("too_far_ahead", 1L));
    assertThat(backlog.size()).isZero();
  }
}
