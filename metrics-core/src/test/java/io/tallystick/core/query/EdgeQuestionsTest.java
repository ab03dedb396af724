package io.tallystick.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Days that begin within an hour, and buckets that become wider meanwhile. */
class EdgeQuestionsTest {
  private static final Instant MINUTE = ReaderRig.NOW.truncatedTo(ChronoUnit.MINUTES);

  private static Instant ago(Duration time) {
    return MINUTE.minus(time);
  }

  @Test
  void aRangeMayEndJustBehindMidnightOfAStoreWhoseDaysBeginWithinAnHour() {
    try (ReaderRig kolkata =
        new ReaderRig(
            Limits.DEFAULT, LiveHistory.NONE, DerivedHistory.NONE, ZoneId.of("Asia/Kolkata"))) {
      Instant midnight = Instant.parse("2026-03-28T18:30:00Z");
      kolkata.count("orders.count", midnight.plus(Duration.ofHours(12)), 4);
      kolkata.count("orders.count", midnight.plus(Duration.ofHours(30)), 8);
      kolkata.sweep();
      for (int minutes = -40; minutes <= 60; minutes += 10) {
        Instant end = midnight.plus(Duration.ofDays(1)).plus(Duration.ofMinutes(minutes));
        Question question = Question.about("orders.count").range(midnight, end).fresh();
        assertThat(kolkata.reader().aggregate(question).count()).as("to %s", end).isEqualTo(4);
        assertThat(kolkata.reader().timeSeries(question).lines()).hasSize(1);
      }
    }
  }

  @Test
  void whatIsNotFoldedCountsForTheDayOfItsHour() {
    try (ReaderRig kolkata =
        new ReaderRig(
            Limits.DEFAULT, LiveHistory.NONE, DerivedHistory.NONE, ZoneId.of("Asia/Kolkata"))) {
      Instant midnight = Instant.parse("2026-03-29T18:30:00Z");
      kolkata.count("orders.count", midnight.minus(Duration.ofHours(2)), 1);
      kolkata.sweep();
      kolkata.count("orders.count", midnight.plus(Duration.ofMinutes(10)), 2);
      kolkata.count("orders.count", midnight.plus(Duration.ofHours(3)), 4);

      Question days = Question.about("orders.count").period(Period.WEEK).fresh();
      assertThat(kolkata.reader().aggregate(days).count()).isEqualTo(7);
    }
  }

  @Test
  void whatBecameWiderMeanwhileIsNotCountedTwice() {
    Widening live = new Widening();
    try (ReaderRig rig = new ReaderRig(Limits.DEFAULT, live, DerivedHistory.NONE, ZoneOffset.UTC)) {
      live.rig = rig;
      assertThat(rig.reader().aggregate(Question.about("orders.count")).count()).isEqualTo(5);
    }
  }

  /** Five minutes that wait, of which one bucket is made and stored once they were shown. */
  private static final class Widening implements LiveHistory {
    private static final SeriesKey ORDERS =
        SeriesKey.system("orders.count", MetricKind.COUNTER, "service:api", Tags.empty());
    private ReaderRig rig;
    private long coarsened;

    @Override
    public List<OwnedBucket> unconfirmed(SeriesFilter filter) {
      if (coarsened > 0 || !filter.asksFor(ORDERS)) {
        return List.of();
      }
      List<OwnedBucket> waiting = new ArrayList<>();
      Instant start = Granularity.FIVE_MINUTES.bucketStart(ago(Duration.ofMinutes(30)));
      for (int i = 0; i < 5; i++) {
        waiting.add(bucket(Granularity.MINUTE, start.plusSeconds(60L * i), 1));
      }
      rig.write(bucket(Granularity.FIVE_MINUTES, start, 5));
      coarsened = 5;
      return waiting;
    }

    private static OwnedBucket bucket(Granularity granularity, Instant start, long amount) {
      return new OwnedBucket(
          ORDERS,
          granularity,
          ReaderRig.WRITER,
          new Bucket(start, 1, CounterState.ofWhole(amount)));
    }

    @Override
    public Stream<SeriesKey> series() {
      return Stream.of(ORDERS);
    }

    @Override
    public Stream<SeriesKey> series(String name) {
      return series().filter(series -> series.name().equals(name));
    }

    @Override
    public long coarsened() {
      return coarsened;
    }
  }
}
