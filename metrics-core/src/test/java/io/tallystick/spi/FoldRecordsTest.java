package io.tallystick.spi;

import static io.tallystick.spi.RecordsTest.refused;
import static io.tallystick.spi.SampleBuckets.ORDERS;
import static io.tallystick.spi.SampleBuckets.TEN;
import static io.tallystick.spi.SampleBuckets.WRITER;
import static io.tallystick.spi.SampleBuckets.version;
import static io.tallystick.spi.SampleBuckets.withValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The records of folding, purging and writing. */
class FoldRecordsTest {
  private static final Mark MARK = new Mark(Granularity.HOUR, TEN, WRITER, 1);
  private static final FoldedBucket FOLDED = folded(ORDERS);

  @Test
  void nothingIsFoldedIntoMinutes() {
    refused(
        "A fold makes buckets of 1m: nothing is folded into these.",
        () -> new Fold(Granularity.MINUTE, TEN, List.of(), List.of()));
    refused(
        "A mark stands for buckets of 1m: nothing is folded into these.",
        () -> new Mark(Granularity.MINUTE, TEN, WRITER, 1));
  }

  @Test
  void aFoldHasABoundAndNoSeriesTwice() {
    assertThat(fold(foldedBuckets(Fold.MAX_BUCKETS), List.of()).buckets()).hasSize(250);
    refused(
        "A fold has 251 buckets: fold at most 250 at once.",
        () -> fold(foldedBuckets(Fold.MAX_BUCKETS + 1), List.of()));
    refused(
        "A fold has two buckets of orders.count: add them up first.",
        () -> fold(List.of(FOLDED, folded(ORDERS)), List.of()));
  }

  @Test
  void aFoldIsDoneWithMarksOfItsOwnWindowOnly() {
    assertThat(fold(List.of(), List.of(MARK)).done()).containsExactly(MARK);
    refused(
        "A fold of 1h at 2026-03-01T10:00:00Z is to be done with a mark of 1h at"
            + " 2026-03-01T11:00:00Z: name marks of its own window.",
        () -> fold(List.of(), List.of(mark(Granularity.HOUR, TEN.plusSeconds(3_600)))));
    refused(
        "with a mark of 5m", () -> fold(List.of(), List.of(mark(Granularity.FIVE_MINUTES, TEN))));
  }

  @Test
  void aFoldKeepsCopiesOfItsLists() {
    List<FoldedBucket> buckets = new ArrayList<>(List.of(FOLDED));
    List<Mark> done = new ArrayList<>(List.of(MARK));
    Fold fold = fold(buckets, done);
    buckets.clear();
    done.clear();

    assertThat(fold.buckets()).containsExactly(FOLDED);
    assertThat(fold.done()).containsExactly(MARK);
  }

  @Test
  void windowsStartInWholeMilliseconds() {
    refused(
        "window of a fold",
        () -> new Fold(Granularity.DAY, TEN.plusNanos(1), List.of(), List.of()));
    refused("window of a mark", () -> mark(Granularity.DAY, TEN.plusNanos(1)));
  }

  @Test
  void aFoldedBucketIsOfItsSeriesKind() {
    refused(
        "The series orders.count is a COUNTER and its folded bucket holds the state of a GAUGE: they"
            + " must agree.",
        () -> new FoldedBucket(ORDERS, new GaugeState(0, TEN, 0, 0, 0, 0)));
  }

  @Test
  void aLeaseHasANameATokenAndAnEnd() {
    refused("name of a lease is blank", () -> new Lease(" ", WRITER, 1, TEN));
    refused("token of a lease is 0", () -> new Lease("janitor", WRITER, 0, TEN));
    refused("end of a lease", () -> new Lease("janitor", WRITER, 1, TEN.plusNanos(1)));
    refused("end of a lease", () -> new Lease("janitor", WRITER, 1, Instant.MAX));
  }

  @Test
  void whoLostALeaseIsToldWhichAndThatNothingWasChanged() {
    assertThat(new LeaseLostException(new Lease("janitor", WRITER, 7, TEN)))
        .hasMessage(
            "The lease janitor with token 7 was lost to another holder: nothing was changed.");
  }

  @Test
  void aPurgeRemovesNoLessThanNothing() {
    refused("number of removed buckets is -1", () -> new PurgeOutcome(-1, true, TEN));
    assertThat(new PurgeOutcome(0, true, Instant.MIN).horizon()).isEqualTo(Instant.MIN);
  }

  @Test
  void aSpanDoesNotEndBeforeItBegins() {
    assertThat(new StartSpan(TEN, TEN).newest()).isEqualTo(TEN);
    refused(
        "The newest bucket starts at 2026-03-01T09:59:59Z, before the oldest at"
            + " 2026-03-01T10:00:00Z.",
        () -> new StartSpan(TEN, TEN.minusSeconds(1)));
  }

  @Test
  void anOutcomeNamesItsStoreAndKeepsACopyOfWhatWasRefused() {
    Map<BucketKey, Refusal> refused =
        new HashMap<>(Map.of(version(1).key(), Refusal.TOO_FAR_AHEAD));
    WriteOutcome outcome = new WriteOutcome("store", refused);
    refused.clear();

    assertThat(outcome.refused()).containsEntry(version(1).key(), Refusal.TOO_FAR_AHEAD);
    assertThat(WriteOutcome.allKept("store")).isEqualTo(new WriteOutcome("store", Map.of()));
    refused("The store id is blank", () -> WriteOutcome.allKept(" "));
  }

  @Test
  void aStoreHasAnId() {
    refused("The store id is blank", () -> new StoreIdentity("\t", ZoneOffset.UTC, TEN));
    assertThatNullPointerException().isThrownBy(() -> new StoreIdentity("store", null, TEN));
  }

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void theIdOfARefusalIsItsNameInSmallLetters(Refusal refusal) {
    assertThat(refusal.id()).matches("[a-z_]+").isEqualToIgnoringCase(refusal.name());
  }

  private static Fold fold(List<FoldedBucket> buckets, List<Mark> done) {
    return new Fold(Granularity.HOUR, TEN, buckets, done);
  }

  private static Mark mark(Granularity target, Instant window) {
    return new Mark(target, window, WRITER, 1);
  }

  private static FoldedBucket folded(SeriesKey series) {
    return new FoldedBucket(series, CounterState.ofWhole(1));
  }

  private static List<FoldedBucket> foldedBuckets(int number) {
    return IntStream.range(0, number).mapToObj(i -> folded(withValue("" + i))).toList();
  }
}
