package io.tallystick.core.rollup;

import static io.tallystick.core.rollup.Yard.ORDERS;
import static io.tallystick.core.rollup.Yard.START;
import static io.tallystick.spi.Granularity.DAY;
import static io.tallystick.spi.Granularity.FIVE_MINUTES;
import static io.tallystick.spi.Granularity.HOUR;
import static io.tallystick.spi.Granularity.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.core.record.LogLines;
import io.tallystick.core.testing.ForwardingBackend;
import io.tallystick.core.testing.ForwardingBuckets;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Fold;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.Lease;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.Percentiles;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.SketchBytes;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FoldingTest {
  private final Yard yard = new Yard();

  private static Instant minute(long number) {
    return START.plus(Duration.ofMinutes(number));
  }

  @Test
  void totalsAreTheSameAtEachLevelToTheLastUnit() {
    Random random = new Random(1);
    long recorded = 0;
    Janitor janitor = yard.janitor();
    for (int minute = 0; minute < 1_440; minute++) {
      for (int writer = 1; writer <= 3; writer++) {
        long whole = random.nextLong(1L << 40);
        recorded += whole;
        yard.count(ORDERS, minute(minute), writer, whole);
      }
      yard.pass(Duration.ofMinutes(1), janitor);
    }
    yard.pass(Duration.ofMinutes(2), janitor);

    for (Granularity granularity : Granularity.values()) {
      assertThat(yard.total(granularity)).as(granularity.id()).isEqualTo(recorded);
    }
    assertThat(yard.rows(FIVE_MINUTES)).hasSize(288);
    assertThat(yard.rows(HOUR)).hasSize(24);
    assertThat(yard.rows(DAY)).hasSize(1).allMatch(row -> row.writer().equals(WriterId.FOLDED));
    assertThat(janitor.status().isHolder()).isTrue();
    assertThat(janitor.status().waitingWindow()).isNull();
    yard.counted().histogram("tallystick.rollup.duration_ms", "granularity", "1d").hasCount(1);
  }

  @Test
  void aWindowIsFoldedWhenItIsOverForEveryWriterAndNotBefore() {
    Janitor janitor = yard.janitor();
    yard.count(ORDERS, minute(0), 1, 7);
    yard.clock.set(minute(5).plusSeconds(29));
    janitor.sweep();
    assertThat(yard.rows(FIVE_MINUTES)).isEmpty();

    yard.clock.set(minute(5).plusSeconds(30));
    janitor.sweep();
    assertThat(yard.rows(FIVE_MINUTES)).hasSize(1);
  }

  @Test
  void foldingAgainChangesNothing() {
    Janitor janitor = yard.janitor();
    yard.count(ORDERS, minute(0), 1, 7);
    yard.count(ORDERS, minute(1), 2, 8);
    yard.pass(Duration.ofMinutes(70), janitor);
    yard.count(ORDERS, minute(1), 2, 8); // a higher version of the same
    yard.pass(Duration.ofMinutes(2), janitor);

    assertThat(yard.total(FIVE_MINUTES)).isEqualTo(15);
    assertThat(yard.total(HOUR)).isEqualTo(15);
    assertThat(yard.rows(FIVE_MINUTES)).hasSize(1);
    assertThat(yard.rows(HOUR)).hasSize(1);
  }

  @Test
  void aLateRowReachesEveryRollup() {
    Janitor janitor = yard.janitor();
    for (int minute = 0; minute < 10; minute++) {
      yard.count(ORDERS, minute(minute), 1, 1);
    }
    yard.pass(Duration.ofHours(25), janitor);
    assertThat(yard.total(DAY)).isEqualTo(10);
    yard.count(ORDERS, minute(1_430), 2, 5);
    yard.count(ORDERS, minute(1_431), 1, 6);
    yard.pass(Duration.ofMinutes(1), janitor);

    assertThat(yard.total(FIVE_MINUTES)).isEqualTo(21);
    assertThat(yard.total(HOUR)).isEqualTo(21);
    assertThat(yard.total(DAY)).isEqualTo(21);
  }

  @Test
  void aNewSeriesThatComesLateIsAddedToThoseThatAreFolded() {
    Janitor janitor = yard.janitor();
    yard.count(ORDERS, minute(0), 1, 1);
    yard.pass(Duration.ofMinutes(10), janitor);
    yard.count(Yard.counter("other.count", Tags.empty()), minute(2), 1, 2);
    yard.pass(Duration.ofMinutes(1), janitor);

    assertThat(yard.rows(FIVE_MINUTES)).hasSize(2);
    assertThat(yard.total(FIVE_MINUTES)).isEqualTo(3);
  }

  @Test
  void whatAWriterCoarsenedItselfIsAdded() {
    Janitor janitor = yard.janitor();
    yard.count(ORDERS, minute(0), 1, 1);
    yard.write(FIVE_MINUTES, ORDERS, minute(0), 2, CounterState.ofWhole(20));
    yard.write(HOUR, ORDERS, minute(0), 2, CounterState.ofWhole(300));
    yard.pass(Duration.ofHours(25), janitor);

    assertThat(yard.total(FIVE_MINUTES)).isEqualTo(21);
    assertThat(yard.total(HOUR)).isEqualTo(321);
    assertThat(yard.total(DAY)).isEqualTo(321);
  }

  @Test
  void aStoreWhoseFinestBucketsAreOfAnHourIsFoldedToo() {
    Janitor janitor = yard.janitor();
    for (int hour = 0; hour < 24; hour++) {
      yard.write(HOUR, ORDERS, minute(60L * hour), 1, CounterState.ofWhole(hour));
    }
    yard.pass(Duration.ofHours(25), janitor);

    assertThat(yard.total(DAY)).isEqualTo(23 * 24 / 2);
  }

  @Test
  void gaugesAreCombinedByTheirRuleAndOverTime() {
    SeriesKey active =
        SeriesKey.system("pool.active", MetricKind.GAUGE, "service:api", Tags.empty());
    Janitor janitor = yard.janitor();
    for (int minute = 0; minute < 5; minute++) {
      for (int writer = 1; writer <= 2; writer++) {
        Instant end = minute(minute + 1).minusMillis(1);
        GaugeState state = new GaugeState(writer, end, writer, writer, writer * 60_000, 60_000);
        yard.write(MINUTE, active, minute(minute), writer, state);
      }
    }
    yard.pass(Duration.ofMinutes(6), janitor);

    GaugeState folded = (GaugeState) yard.rows(FIVE_MINUTES).get(0).bucket().state();
    assertThat(folded.last()).isEqualTo(3);
    assertThat(folded.mean()).isEqualTo(3);
    assertThat(folded.observedMillis()).isEqualTo(300_000);
  }

  @Test
  void aWindowOfManySeriesIsFoldedInPartsOfWhichTheLastAloneIsDoneWithTheMarks() {
    List<Fold> folds = new ArrayList<>();
    Janitor janitor = yard.janitor(seeing(folds));
    writeSeries(1_001);
    yard.pass(Duration.ofMinutes(6), janitor);

    assertThat(folds).hasSize(5);
    assertThat(folds.subList(0, 4)).allMatch(fold -> fold.buckets().size() == 250);
    assertThat(folds.subList(0, 4)).allMatch(fold -> fold.done().isEmpty());
    assertThat(folds.get(4).done()).hasSize(1);
    assertThat(yard.total(FIVE_MINUTES)).isEqualTo(1_001L * 1_000 / 2);
    assertThat(yard.hasMarks(FIVE_MINUTES)).isFalse();
  }

  @Test
  void whatASweepHasNoTimeForTheNextOnesDoWithoutBeginningAgain() {
    List<Fold> folds = new ArrayList<>();
    yard.settings = yard.settings.withSweepTime(Duration.ofSeconds(4));
    Janitor janitor = yard.janitor(seeing(folds));
    writeSeries(2_000);
    yard.clock.set(minute(6));
    janitor.sweep(); // each transaction takes a second, and folding has three

    assertThat(folds).hasSize(3);
    assertThat(janitor.status().waitingWindow()).isEqualTo(START);
    assertThat(janitor.status().waitingTarget()).isEqualTo(FIVE_MINUTES);
    assertThat(yard.hasMarks(FIVE_MINUTES)).isTrue();
    janitor.sweep();
    janitor.sweep();
    assertThat(folds).hasSize(8);
    assertThat(janitor.status().waitingWindow()).isNull();
    assertThat(yard.total(FIVE_MINUTES)).isEqualTo(2_000L * 1_999 / 2);
  }

  @Test
  void aWindowThatChangedBetweenTwoSweepsIsFoldedFromItsBeginning() {
    List<Fold> folds = new ArrayList<>();
    yard.settings = yard.settings.withSweepTime(Duration.ofSeconds(4));
    Janitor janitor = yard.janitor(seeing(folds));
    writeSeries(1_000);
    yard.clock.set(minute(6));
    janitor.sweep();
    SeriesKey first = folds.get(0).buckets().get(0).series();
    yard.count(first, minute(3), 9, 1_000_000);
    janitor.sweep();
    janitor.sweep();

    assertThat(yard.hasMarks(FIVE_MINUTES)).isFalse();
    assertThat(yard.total(FIVE_MINUTES)).isEqualTo(1_000L * 999 / 2 + 1_000_000);
  }

  /** Each fold takes a second. */
  private StorageBackend seeing(List<Fold> folds) {
    BucketStore seen =
        new ForwardingBuckets(yard.buckets) {
          @Override
          public boolean fold(Lease lease, Fold fold) {
            folds.add(fold);
            yard.clock.pass(Duration.ofSeconds(1));
            return super.fold(lease, fold);
          }
        };
    return new ForwardingBackend(yard.backend) {
      @Override
      public BucketStore buckets() {
        return seen;
      }
    };
  }

  private void writeSeries(int count) {
    for (int series = 0; series < count; series++) {
      SeriesKey key = Yard.counter("orders.count", Tags.of("shop", "s" + series));
      yard.count(key, minute(0), 1, series);
    }
  }

  @Test
  void aJanitorThatDiesBetweenTwoPartsLeavesTheWindowToTheNext() {
    List<Fold> folds = new ArrayList<>();
    yard.settings = yard.settings.withSweepTime(Duration.ofMillis(1));
    Janitor dying = yard.janitor(seeing(folds));
    writeSeries(600);
    yard.clock.set(minute(6));
    dying.sweep();
    assertThat(yard.rows(FIVE_MINUTES)).hasSize(250);

    yard.settings = JanitorSettings.standard();
    Janitor next = yard.janitor();
    next.sweep();
    assertThat(next.status().isHolder()).isFalse();
    yard.clock.pass(Duration.ofMinutes(1));
    next.sweep();
    assertThat(yard.total(FIVE_MINUTES)).isEqualTo(600L * 599 / 2);
    assertThat(yard.hasMarks(FIVE_MINUTES)).isFalse();
  }

  @Test
  void aJanitorThatIsStoppedComesBackAfterItsTransactionAndSweepsNoMore() {
    List<Fold> folds = new ArrayList<>();
    Janitor[] stopping = new Janitor[1];
    BucketStore buckets =
        new ForwardingBuckets(yard.buckets) {
          @Override
          public boolean fold(Lease lease, Fold fold) {
            folds.add(fold);
            stopping[0].stop();
            return super.fold(lease, fold);
          }
        };
    stopping[0] = yard.janitor(FailingBackend.of(yard.backend, buckets));
    writeSeries(600);
    yard.clock.set(minute(6));
    stopping[0].sweep();
    stopping[0].sweep();

    assertThat(folds).hasSize(1);
  }

  @Test
  void whatCannotBeReadIsLeftOutCountedAndSaid() {
    SeriesKey times =
        SeriesKey.system("job.duration_ms", MetricKind.HISTOGRAM, "service:api", Tags.empty());
    SeriesKey lost =
        SeriesKey.system("lost.duration_ms", MetricKind.HISTOGRAM, "service:api", Tags.empty());
    HistogramState good = Samples.state(1, 2, 3);
    HistogramState damaged =
        new HistogramState(
            1, 9, 9, 9, new Percentiles(9, 9, 9), SketchBytes.copyOf(new byte[] {99}));
    yard.write(MINUTE, times, minute(0), 1, good);
    yard.write(MINUTE, times, minute(1), 1, damaged);
    yard.write(MINUTE, lost, minute(1), 1, damaged);
    yard.count(ORDERS, minute(0), 1, 7);
    yard.pass(Duration.ofMinutes(6), yard.janitor());

    List<OwnedBucket> folded = yard.rows(FIVE_MINUTES);
    assertThat(folded).hasSize(2);
    assertThat(folded).anyMatch(row -> row.bucket().state().equals(good));
    assertThat(yard.hasMarks(FIVE_MINUTES)).isFalse();
    yard.counted().counter("tallystick.dropped.count", "reason", "unreadable_sketch").isEqualTo(2);
    assertThat(LogLines.take(SeriesFold.class.getName())).hasSize(2);
  }

  @Test
  void whatComesBelowTheHorizonIsRefusedAndCounted() {
    Janitor janitor = yard.janitor();
    yard.pass(Duration.ofMinutes(10), janitor);
    Lease lease =
        yard.backend.control().acquire("other", Yard.writer(1), HOUR.width()).orElseThrow();
    yard.buckets.purge(lease, MINUTE, minute(3), 10);
    yard.count(ORDERS, minute(4), 1, 7); // its minute is kept, its window is not whole
    yard.pass(Duration.ofMinutes(1), janitor);

    assertThat(yard.rows(FIVE_MINUTES)).isEmpty();
    assertThat(yard.hasMarks(FIVE_MINUTES)).isFalse();
    yard.counted().counter("tallystick.dropped.count", "reason", "below_horizon").isEqualTo(1);
    assertThat(LogLines.take(WindowFold.class.getName())).hasSize(1);
  }

  @Test
  void aDayOfTheStoresZoneIsAsLongAsItIs() {
    assertDay("Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", 23);
    assertDay("Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", 25);
    assertDay("America/Sao_Paulo", "2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z", 23);
    assertDay("Asia/Kolkata", "2026-05-01T18:30:00Z", "2026-05-02T18:30:00Z", 24);
  }

  private static void assertDay(String zone, String start, String end, int hours) {
    Instant first = Instant.parse(start);
    Yard local = new Yard(first.minus(Duration.ofDays(1)), ZoneId.of(zone));
    Janitor janitor = local.janitor();
    for (Instant hour = HOUR.bucketStart(first.minus(Duration.ofHours(3)));
        hour.isBefore(Instant.parse(end).plus(Duration.ofHours(3)));
        hour = hour.plus(Duration.ofHours(1))) {
      local.clock.set(hour);
      local.count(ORDERS, hour.plus(Duration.ofMinutes(30)), 1, 1);
      local.pass(Duration.ofMinutes(59), janitor);
    }
    local.pass(Duration.ofHours(48), janitor);
    TimeRange day = new TimeRange(first, first.plusMillis(1));

    assertThat(Yard.total(local.rows(DAY, day))).as(zone).isEqualTo(hours);
    assertThat(local.total(DAY)).as(zone).isEqualTo(local.total(HOUR));
  }

  @Test
  void aStoreThatFoldsByItselfIsNotFolded() {
    BucketStore buckets =
        new ForwardingBuckets(yard.buckets) {
          @Override
          public boolean foldsByItself() {
            return true;
          }
        };
    yard.count(ORDERS, minute(0), 1, 7);
    yard.pass(Duration.ofHours(2), yard.janitor(FailingBackend.of(yard.backend, buckets)));

    assertThat(yard.rows(FIVE_MINUTES)).isEmpty();
  }

  @Test
  void aWindowOfMoreSeriesThanAreReadAtOnceIsFoldedWhole() {
    int count = WindowFold.MOST_READ;
    for (int series : new int[] {count, count + 1}) {
      Yard large = new Yard();
      for (int i = 0; i < series; i++) {
        large.count(Yard.counter("orders.count", Tags.of("shop", "s" + i)), START, 1, i);
      }
      large.pass(Duration.ofMinutes(6), large.janitor());

      assertThat(large.total(FIVE_MINUTES)).isEqualTo((long) series * (series - 1) / 2);
      assertThat(large.hasMarks(FIVE_MINUTES)).isFalse();
    }
  }
}
