package io.tallystick.core.rollup;

import static io.tallystick.core.rollup.Yard.ORDERS;
import static io.tallystick.core.rollup.Yard.START;
import static io.tallystick.spi.Granularity.DAY;
import static io.tallystick.spi.Granularity.FIVE_MINUTES;
import static io.tallystick.spi.Granularity.HOUR;
import static io.tallystick.spi.Granularity.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tallystick.Tags;
import io.tallystick.core.testing.ForwardingBuckets;
import io.tallystick.spi.Annotation;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.ControlRecord;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.Point;
import io.tallystick.spi.PointBatch;
import io.tallystick.spi.PointCursor;
import io.tallystick.spi.PurgeOutcome;
import io.tallystick.spi.RateLimitQuery;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.SampleAlerts;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PurgingTest {
  private static final TimeRange EVER =
      new TimeRange(Instant.EPOCH, Instant.parse("2200-01-01T00:00:00Z"));

  private final Yard yard = new Yard();

  private void fill(Granularity granularity, Instant from, Instant to) {
    Duration step = granularity.width();
    for (Instant start = from; start.isBefore(to); start = start.plus(step)) {
      yard.write(granularity, ORDERS, start, 1, CounterState.ofWhole(1));
    }
  }

  private void sweepUntilDone(Janitor janitor) {
    for (int i = 0; i < 20; i++) {
      janitor.sweep();
    }
  }

  @Test
  void eachGranularityIsKeptForItsTimeAndDaysForEver() {
    Instant now = Instant.parse("2026-06-20T12:00:00Z");
    yard.clock.set(now);
    fill(MINUTE, now.minus(Duration.ofHours(30)), now);
    fill(FIVE_MINUTES, now.minus(Duration.ofDays(9)), now);
    fill(HOUR, now.minus(Duration.ofDays(100)), now);
    fill(DAY, START.minus(Duration.ofDays(3_000)), Instant.parse("2026-06-20T00:00:00Z"));
    sweepUntilDone(yard.janitor());

    assertThat(yard.oldest(MINUTE)).contains(now.minus(Duration.ofHours(24)));
    assertThat(yard.oldest(FIVE_MINUTES)).contains(now.minus(Duration.ofDays(7)));
    assertThat(yard.oldest(HOUR)).contains(Instant.parse("2026-03-22T00:00:00Z"));
    assertThat(yard.oldest(DAY)).contains(START.minus(Duration.ofDays(3_000)));
    assertThat(yard.rows(MINUTE)).hasSize(24 * 60);
    assertThat(yard.rows(FIVE_MINUTES).stream().filter(row -> row.writer().equals(Yard.writer(1))))
        .hasSize(7 * 288);
  }

  @Test
  void whatGoesHasBeenFoldedIntoWhatStays() {
    Instant now = Instant.parse("2026-06-20T12:00:00Z");
    yard.clock.set(now);
    fill(MINUTE, now.minus(Duration.ofHours(40)), now);
    yard.clock.pass(Duration.ofMinutes(1));
    sweepUntilDone(yard.janitor());

    assertThat(yard.rows(MINUTE)).hasSize(24 * 60);
    assertThat(yard.total(FIVE_MINUTES)).isEqualTo(40 * 60);
    assertThat(yard.total(HOUR)).isEqualTo(40 * 60);
    assertThat(yard.total(DAY)).isEqualTo(40 * 60 - 12 * 60); // of today there is none yet
  }

  @Test
  void theBorderBucketStaysAndItsWindowStaysWhole() {
    Instant now = Instant.parse("2026-06-20T12:03:00Z");
    yard.clock.set(now);
    fill(MINUTE, now.minus(Duration.ofHours(30)), now);
    sweepUntilDone(yard.janitor());

    assertThat(yard.oldest(MINUTE)).contains(Instant.parse("2026-06-19T12:00:00Z"));
    assertThat(yard.buckets.horizon(MINUTE)).isEqualTo(Instant.parse("2026-06-19T12:00:00Z"));
  }

  @Test
  void nothingIsPurgedBeforeItIsFolded() {
    Instant now = Instant.parse("2026-06-20T12:00:00Z");
    yard.clock.set(now);
    fill(MINUTE, now.minus(Duration.ofHours(30)), now);
    BucketStore broken =
        new ForwardingBuckets(yard.buckets) {
          @Override
          public boolean foldsByItself() {
            return true; // says so, and does nothing of the kind
          }
        };
    sweepUntilDone(yard.janitor(FailingBackend.of(yard.backend, broken)));
    assertThat(yard.rows(MINUTE)).hasSize(30 * 60);
  }

  @Test
  void coarseBucketsWaitForFineOnesThatAreNotFoldedYet() {
    Instant old = START.plus(Duration.ofHours(1));
    yard.write(MINUTE, ORDERS, old, 1, CounterState.ofWhole(5));
    yard.write(FIVE_MINUTES, ORDERS, old, 2, CounterState.ofWhole(7));
    yard.clock.pass(Duration.ofDays(30));
    Lease lease = yard.backend.control().acquire("any", Yard.writer(1), HOUR.width()).orElseThrow();
    HeldLease held =
        new HeldLease(
            yard.backend.control(), Yard.writer(2), Duration.ofHours(1), yard.clock::elapsedNanos);
    held.take();
    PurgeOutcome outcome = new BucketPurge(yard.buckets, held).portion(HOUR, yard.clock.instant());

    assertThat(lease.token()).isPositive();
    assertThat(outcome.horizon()).isEqualTo(old);
    assertThat(yard.total(MINUTE) + yard.total(FIVE_MINUTES)).isEqualTo(12);
  }

  @Test
  void pointsAndRecordsAreKeptForTheirTimes() {
    Instant now = Instant.parse("2026-06-20T12:00:00Z");
    yard.clock.set(now);
    for (int days = 0; days < 500; days++) {
      Instant at = now.minus(Duration.ofDays(days));
      TimeRange range = new TimeRange(at, at.plusSeconds(60));
      ControlStore control = yard.backend.control();
      yard.backend.points().createBatch(PointBatch.of(new Point(ORDERS, at, days)));
      control.putEvent(SampleAlerts.event("e" + days, at));
      control.putDelivery(SampleAlerts.delivery("e", "ops", days + 1, at));
      control.putAnnotation(new Annotation("a" + days, 1, range, "Release", Tags.empty()), 0);
      control.putRateLimitUses(
          List.of(new RateLimitUse("client", Granularity.HOUR, at, WriterId.FOLDED, 1, 1, 2, 50)));
    }
    sweepUntilDone(yard.janitor());

    ControlStore control = yard.backend.control();
    assertThat(points()).hasSize(8);
    assertThat(control.events(EVER, 1_000)).hasSize(91);
    assertThat(control.deliveries("e")).hasSize(91);
    assertThat(control.annotations(EVER, 1_000)).hasSize(401);
    assertThat(control.rateLimitUses(RateLimitQuery.of(Granularity.HOUR, EVER, 1_000))).hasSize(31);
  }

  private List<Point> points() {
    List<Point> found = new ArrayList<>();
    try (PointCursor cursor = yard.backend.points().find(ORDERS.name(), EVER.from(), EVER.to())) {
      cursor.forEachRemaining(found::add);
    }
    return found;
  }

  @Test
  void whatIsKeptForEverIsNotPurged() {
    yard.settings =
        yard.settings
            .withBuckets(Map.of())
            .withPoints(JanitorSettings.FOREVER)
            .withRecords(Map.of(ControlRecord.ANNOTATION, Duration.ofDays(1)));
    fill(MINUTE, START, START.plus(Duration.ofHours(1)));
    yard.backend.points().createBatch(PointBatch.of(new Point(ORDERS, START, 1)));
    yard.clock.pass(Duration.ofDays(3_000));
    sweepUntilDone(yard.janitor());

    assertThat(yard.rows(MINUTE)).hasSize(60);
    assertThat(points()).hasSize(1);
  }

  @Test
  void aRoundOfPortionsIsSpreadOverSweepsAndComesBackWithinTheHour() {
    List<Integer> removed = new ArrayList<>();
    BucketStore slow =
        new ForwardingBuckets(yard.buckets) {
          @Override
          public PurgeOutcome purge(Lease lease, Granularity granularity, Instant to, int most) {
            PurgeOutcome outcome = super.purge(lease, granularity, to, most);
            yard.clock.pass(Duration.ofSeconds(6));
            removed.add(outcome.removed());
            return outcome;
          }
        };
    for (int series = 0; series < 20_000; series++) {
      yard.count(Yard.counter("orders.count", Tags.of("shop", "s" + series)), START, 1, 1);
    }
    yard.clock.set(START.plus(Duration.ofMinutes(6)));
    Janitor janitor = yard.janitor(FailingBackend.of(yard.backend, slow));
    sweepUntilDone(janitor); // folds; nothing is old yet
    yard.pass(Duration.ofHours(1), janitor);
    removed.clear();
    yard.clock.set(START.plus(Duration.ofHours(24).plusMinutes(6)));
    janitor.sweep();
    assertThat(removed).containsExactly(5_000);
    janitor.sweep();
    assertThat(removed).containsExactly(5_000, 5_000);
    sweepUntilDone(janitor);

    assertThat(yard.rows(MINUTE)).isEmpty();
    assertThat(yard.rows(FIVE_MINUTES)).hasSize(20_000);
    assertThat(removed).allMatch(rows -> rows <= 5_000);
  }

  @Test
  void itIsCheckedAtLeastHourly() {
    Janitor janitor = yard.janitor();
    for (int minute = 0; minute < 48 * 60; minute++) {
      yard.count(ORDERS, START.plus(Duration.ofMinutes(minute)), 1, 1);
      yard.clock.pass(Duration.ofMinutes(1));
      janitor.sweep();
      Instant allowed =
          yard.clock.instant().minus(Duration.ofHours(25)).minus(Duration.ofMinutes(5));
      assertThat(yard.oldest(MINUTE).orElseThrow()).isAfterOrEqualTo(allowed);
    }
  }

  @Test
  void whatCannotBePurgedDoesNotKeepTheOthersWaiting() {
    yard.settings = yard.settings.withSweepTime(Duration.ofMillis(1));
    yard.count(ORDERS, START, 1, 1);
    yard.clock.pass(Duration.ofDays(2));
    Janitor janitor =
        yard.janitor(
            FailingBackend.of(
                yard.backend,
                called -> {
                  if (called.equals("removeSeries")) {
                    throw StorageException.permanent("No such thing.", null);
                  }
                },
                called -> yard.clock.pass(Duration.ofMillis(1))));
    yard.backend
        .points()
        .createBatch(PointBatch.of(new Point(ORDERS, START.minus(Duration.ofDays(60)), 1)));
    yard.pass(Duration.ofHours(2), janitor);
    assertThat(points()).isEmpty();
    assertThat(yard.rows(MINUTE)).isEmpty();
  }

  @Test
  void seriesThatWereNotSeenForTwoDaysAreOfferedForRemoval() {
    List<Instant> unseenSince = new ArrayList<>();
    BucketStore buckets =
        new ForwardingBuckets(yard.buckets) {
          @Override
          public int removeSeries(Lease lease, Instant since, int most) {
            unseenSince.add(since);
            return unseenSince.size() == 1 ? most : 0;
          }
        };
    yard.janitor(FailingBackend.of(yard.backend, buckets)).sweep();

    Instant expected = START.minus(Duration.ofDays(2));
    assertThat(unseenSince).containsExactly(expected, expected);
  }

  @Test
  void aFinerGranularityIsNotKeptLongerThanACoarserOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> yard.settings.withBuckets(Map.of(HOUR, Duration.ofDays(90))))
        .withMessageContaining("5m");
  }

  @Test
  void aStoreThatWasLeftAloneForLongKeepsItsMinutesAtFirst() {
    yard.count(ORDERS, START, 1, 1);
    yard.count(ORDERS, START, 2, 1);
    yard.clock.pass(Duration.ofDays(9));
    sweepUntilDone(yard.janitor());
    yard.clock.pass(Duration.ofMinutes(40));
    List<OwnedBucket> minutes = yard.rows(MINUTE);

    assertThat(minutes).hasSize(2); // the clock waits: nothing newer was ever stored
  }
}
