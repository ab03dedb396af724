package io.tallystick.spi;

import static io.tallystick.spi.SampleBuckets.ORDERS;
import static io.tallystick.spi.SampleBuckets.OTHER_WRITER;
import static io.tallystick.spi.SampleBuckets.TEN;
import static io.tallystick.spi.SampleBuckets.WRITER;
import static io.tallystick.spi.SampleBuckets.atMinutes;
import static io.tallystick.spi.SampleBuckets.minute;
import static io.tallystick.spi.SampleBuckets.of;
import static io.tallystick.spi.SampleBuckets.owned;
import static io.tallystick.spi.SampleBuckets.withValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a {@link BucketStore} forgets, and what it refuses because it forgot; extend it and say how
 * to open a backend.
 *
 * <pre>{@code
 * class SqlitePurgingTest extends PurgingContract {
 *   @Override
 *   protected StorageBackend openEmpty() {
 *     return SqliteStore.open(directory.resolve("metrics.db"));
 *   }
 * }
 * }</pre>
 */
public abstract class PurgingContract extends PurgePortionsContract {
  private static final int MINUTES = 200;

  private static final Instant MONTH_LATER = TEN.plus(Duration.ofDays(30));

  @ParameterizedTest
  @EnumSource(Granularity.class)
  void nothingIsForgottenUnasked(Granularity granularity) {
    assertThat(backend.buckets().horizon(granularity)).isEqualTo(Instant.MIN);
  }

  @ParameterizedTest
  @EnumSource(Granularity.class)
  void aPurgeRemovesWhatStartsBeforeItsBoundAndNothingElse(Granularity granularity) {
    Instant bound = firstOfDay(granularity);
    Instant before = bound.minus(granularity.width());
    write(
        of(granularity, before, WRITER, 1),
        of(granularity, before, OTHER_WRITER, 1),
        of(granularity, bound, WRITER, 1),
        of(granularity, bound.plus(granularity.width()), WRITER, 1));
    janitor().foldAll();
    List<OwnedBucket> others = exceptOf(granularity);

    assertThat(purge(granularity, bound, 100)).isEqualTo(new PurgeOutcome(2, true, bound));
    assertThat(readAll(granularity))
        .extracting(OpenedBackend::start)
        .contains(bound)
        .allMatch(start -> !start.isBefore(bound));
    assertThat(exceptOf(granularity)).containsExactlyInAnyOrderElementsOf(others);
    assertThat(backend.buckets().horizon(granularity)).isEqualTo(bound);
  }

  private List<OwnedBucket> exceptOf(Granularity one) {
    return Stream.of(Granularity.values())
        .filter(granularity -> granularity != one)
        .flatMap(granularity -> readAll(granularity).stream())
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Granularity.class)
  void theHorizonsOfOtherGranularitiesStayWhereTheyAre(Granularity granularity) {
    purge(granularity, dayStart(TEN), 100);

    assertThat(Granularity.values())
        .filteredOn(other -> other != granularity)
        .allSatisfy(
            other ->
                assertThat(backend.buckets().horizon(other)).as(other.id()).isEqualTo(Instant.MIN));
  }

  @Test
  void allHorizonsTogetherAreThoseOfEachGranularity() {
    write(atMinutes(0, 1));
    purge(Granularity.MINUTE, SampleBuckets.TEN.minusSeconds(300), 10);

    for (Granularity each : Granularity.values()) {
      assertThat(backend.buckets().horizons().get(each)).isEqualTo(backend.buckets().horizon(each));
    }
    assertThat(backend.buckets().horizon(Granularity.MINUTE)).isAfter(Instant.MIN);
  }

  @Test
  void aPurgeOfNothingIsDone() {
    assertThat(purge(Granularity.MINUTE, TEN, 1)).isEqualTo(new PurgeOutcome(0, true, TEN));
  }

  @Test
  void aPurgeStopsAtTheFirstWindowThatIsNotFolded() {
    write(atMinutes(0, 4));
    janitor().foldAll();
    write(atMinutes(5, 9, 10));
    assumeFalse(backend.buckets().foldsByItself(), "The store folds by itself.");

    assertThat(purge(Granularity.MINUTE, minute(10), 100))
        .isEqualTo(new PurgeOutcome(2, true, minute(5)));
    assertThat(readAll(Granularity.MINUTE)).hasSize(3);
    assertThat(backend.buckets().horizon(Granularity.MINUTE)).isEqualTo(minute(5));
  }

  @Test
  void aPurgeGoesOnOnceTheWindowIsFolded() {
    write(atMinutes(0, 5));
    purge(Granularity.MINUTE, minute(10), 100);
    janitor().foldAll();

    assertThat(janitor().purgeAll(Granularity.MINUTE, minute(10), 100)).isLessThanOrEqualTo(2);
    assertThat(readAll(Granularity.MINUTE)).isEmpty();
    assertThat(backend.buckets().horizon(Granularity.MINUTE)).isEqualTo(minute(10));
  }

  @Test
  void marksOfOtherGranularitiesStopNoPurge() {
    write(atMinutes(0));
    janitor().foldAll();
    write(of(Granularity.FIVE_MINUTES, TEN, 1), of(Granularity.HOUR, TEN, 1));

    assertThat(purge(Granularity.MINUTE, minute(5), 100).horizon()).isEqualTo(minute(5));
  }

  @Test
  void theHorizonNeverGoesBack() {
    purge(Granularity.MINUTE, minute(10), 100);

    assertThat(purge(Granularity.MINUTE, minute(5), 100).horizon()).isEqualTo(minute(10));
    assertThat(backend.buckets().horizon(Granularity.MINUTE)).isEqualTo(minute(10));
  }

  @Test
  void whatStartsBelowTheHorizonIsRefusedAndTheRestOfTheBatchIsKept() {
    purge(Granularity.MINUTE, minute(10), 100);
    OwnedBucket below = of(Granularity.MINUTE, minute(9), 1);
    OwnedBucket folded = of(Granularity.MINUTE, minute(5), WriterId.FOLDED, 1);
    OwnedBucket at = of(Granularity.MINUTE, minute(10), 1);
    OwnedBucket wider = of(Granularity.FIVE_MINUTES, minute(5), 1);

    assertThat(backend.buckets().write(Batch.of(below, at, folded, wider)).refused())
        .isEqualTo(Map.of(below.key(), Refusal.BELOW_HORIZON, folded.key(), Refusal.BELOW_HORIZON));
    assertThat(readAll(Granularity.MINUTE)).containsExactly(at);
    assertThat(readAll(Granularity.FIVE_MINUTES)).contains(wider);
  }

  @Test
  void whatIsRefusedMarksNothing() {
    purge(Granularity.MINUTE, minute(10), 100);
    write(of(Granularity.MINUTE, minute(9), 1));

    assertThat(backend.buckets().marks(Granularity.FIVE_MINUTES, SampleJanitor.EVER, 10)).isEmpty();
  }

  @Test
  void aNewerVersionOfWhatWasPurgedIsRefusedToo() {
    write(atMinutes(0));
    janitor().foldAll();
    purge(Granularity.MINUTE, minute(5), 100);
    OwnedBucket late = of(Granularity.MINUTE, TEN, 99);

    assertThat(backend.buckets().write(Batch.of(late)).refused())
        .isEqualTo(Map.of(late.key(), Refusal.BELOW_HORIZON));
    assertThat(readAll(Granularity.MINUTE)).isEmpty();
  }

  @Test
  void whatStartsTooFarAheadIsRefusedAndTheRestOfTheBatchIsKept() {
    Instant farthest = backend.control().now().plus(BucketStore.FARTHEST_AHEAD);
    OwnedBucket near = of(Granularity.MINUTE, fullMinute(farthest.minusSeconds(3_600)), 1);
    OwnedBucket far = of(Granularity.MINUTE, fullMinute(farthest.plusSeconds(3_600)), 1);

    assertThat(backend.buckets().write(Batch.of(far, near)).refused())
        .isEqualTo(Map.of(far.key(), Refusal.TOO_FAR_AHEAD));
    assertThat(readAll(Granularity.MINUTE)).containsExactly(near);
  }

  private static Instant fullMinute(Instant instant) {
    return Granularity.MINUTE.bucketStart(instant);
  }

  @Test
  void whoLostTheLeasePurgesNothing() {
    write(atMinutes(0));
    janitor().foldAll();
    Lease lost = lostLease();
    Instant horizon = backend.buckets().horizon(Granularity.MINUTE);

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> backend.buckets().purge(lost, Granularity.MINUTE, minute(5), 100));
    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> backend.buckets().removeSeries(lost, MONTH_LATER, 100));
    assertThat(readAll(Granularity.MINUTE)).hasSize(1);
    assertThat(backend.buckets().horizon(Granularity.MINUTE)).isEqualTo(horizon);
  }

  @ParameterizedTest
  @EnumSource(Granularity.class)
  void theSpanGoesFromTheOldestStartToTheNewest(Granularity granularity) {
    assertThat(backend.buckets().span(granularity)).isEmpty();
    Instant first = firstOfDay(granularity);
    Instant next = first.plus(granularity.width());
    Instant last = first.plus(granularity.width().multipliedBy(9));
    write(
        of(granularity, next, 1),
        of(granularity, last, OTHER_WRITER, 1),
        of(granularity, first, 1));

    assertThat(backend.buckets().span(granularity)).contains(new StartSpan(first, last));
    janitor().foldAll();
    janitor().purgeAll(granularity, last, 100);
    assertThat(backend.buckets().span(granularity)).contains(new StartSpan(last, last));
  }

  @Test
  void aStoreThatWasEmptiedHasNoSpan() {
    forgetAll(atMinutes(0, 1, 2));

    assertThat(backend.buckets().span(Granularity.MINUTE)).isEmpty();
    assertThat(backend.buckets().span(Granularity.DAY)).isEmpty();
  }

  @Test
  void aSeriesThatHasABucketIsNotRemoved() {
    write(atMinutes(0));
    write(SampleBuckets.any(withValue("another series")));
    Instant later = backend.control().now().plusSeconds(3_600);

    assertThat(backend.buckets().removeSeries(lease(), later, 100)).isZero();
    assertThat(readAll(Granularity.MINUTE)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100})
  void seriesWithoutBucketsAreRemovedInPortions(int most) {
    forgetAll(
        IntStream.range(0, 5)
            .mapToObj(i -> SampleBuckets.any(withValue("series " + i)))
            .toArray(OwnedBucket[]::new));
    Instant later = backend.control().now().plusSeconds(3_600);

    assertThat(IntStream.range(0, 6).map(i -> removeSeries(later, most)).sum())
        .isLessThanOrEqualTo(5);
    assertThat(removeSeries(later, 100)).isZero();
  }

  private int removeSeries(Instant unseenSince, int most) {
    int removed = backend.buckets().removeSeries(lease(), unseenSince, most);
    assertThat(removed).isBetween(0, most);
    return removed;
  }

  @Test
  void aSeriesThatWasWrittenLatelyIsNotRemoved() {
    forgetAll(atMinutes(0));

    assertThat(removeSeries(MONTH_LATER.minus(Duration.ofDays(60)), 100)).isZero();
  }

  @Test
  void aSeriesThatWasRemovedIsFoundAgainOnceItIsWritten() {
    forgetAll(atMinutes(0));
    removeSeries(backend.control().now().plusSeconds(3_600), 100);
    OwnedBucket again = of(Granularity.DAY, dayStart(MONTH_LATER), 1);
    write(again);

    assertThat(readAll(Granularity.DAY)).containsExactly(again);
    assertThat(
            read(
                BucketQuery.system(Granularity.DAY, SampleJanitor.EVER, ORDERS.name())
                    .withTags(ORDERS.tags())))
        .containsExactly(again);
  }

  /** Writes, folds and purges every granularity. */
  private void forgetAll(OwnedBucket... written) {
    write(written);
    janitor().foldAll();
    for (Granularity granularity : Granularity.values()) {
      janitor().purgeAll(granularity, dayStart(MONTH_LATER), 100);
    }
  }

  @Test
  void whatWritersSendWhileOthersFoldAndPurgeIsFoldedOrRefused() throws Exception {
    assumeFalse(backend.buckets().foldsByItself(), "The store folds by itself.");
    AtomicInteger written = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    SampleJanitor janitor = janitor();
    Runnable folding = () -> foldWhile(janitor, written);
    Runnable purging = () -> purgeWhile(written);
    AtOnce.run(
        List.of(
            () -> writeMinutes(WRITER, written, refused),
            () -> writeMinutes(OTHER_WRITER, written, refused),
            folding,
            purging));
    janitor.foldAll();

    long kept =
        readAll(Granularity.HOUR).stream()
            .mapToLong(owned -> ((CounterState) owned.bucket().state()).whole())
            .sum();
    assertThat(kept + 10L * refused.get()).isEqualTo(10L * 2 * MINUTES);
    assertThat(kept).isPositive();
  }

  private void writeMinutes(WriterId writer, AtomicInteger written, AtomicInteger refused) {
    for (int minute = 0; minute < MINUTES; minute++) {
      Batch batch = Batch.of(of(Granularity.MINUTE, minute(minute), writer, 1));
      refused.addAndGet(backend.buckets().write(batch).refused().size());
      written.incrementAndGet();
    }
  }

  private static void foldWhile(SampleJanitor janitor, AtomicInteger written) {
    while (written.get() < 2 * MINUTES) {
      janitor.foldSome(Granularity.FIVE_MINUTES);
    }
  }

  /** Keeps close behind the writers, so that it meets the slower one. */
  private void purgeWhile(AtomicInteger written) {
    Lease lease = lease();
    for (int done = 0; done < 2 * MINUTES; done = written.get()) {
      Instant before = Granularity.FIVE_MINUTES.bucketStart(minute(done / 2));
      backend.buckets().purge(lease, Granularity.MINUTE, before, 3);
    }
  }

  private Instant firstOfDay(Granularity granularity) {
    return granularity.bucketStart(dayStart(TEN), backend.buckets().identity().zone());
  }

  private Instant dayStart(Instant instant) {
    return Granularity.DAY.bucketStart(instant, backend.buckets().identity().zone());
  }
}
