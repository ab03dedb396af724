package io.tallystick.core.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.tallystick.GaugeCombination;
import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.SeriesType;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsReaderTest {
  private static final Instant MINUTE = ReaderRig.NOW.truncatedTo(ChronoUnit.MINUTES);

  private final ReaderRig rig = new ReaderRig();
  private final MetricsReader reader = rig.reader();

  @AfterEach
  void close() {
    rig.close();
  }

  private static Instant ago(Duration time) {
    return MINUTE.minus(time);
  }

  private static void assertInvalid(String field, String part, ThrowingCallable question) {
    assertThatExceptionOfType(InvalidQueryException.class)
        .isThrownBy(question)
        .satisfies(reason -> assertThat(reason.field()).isEqualTo(field))
        .withMessageContaining(part);
  }

  @Test
  void anUnknownMetricHasAnEmptyAnswerThatSaysSo() {
    Question unknown = Question.about("no.such.metric").groupBy("any");

    assertThat(reader.timeSeries(unknown).lines()).isEmpty();
    assertThat(reader.timeSeries(unknown).basis().isKnown()).isFalse();
    assertThat(reader.breakdown(unknown).shares()).isEmpty();
    assertThat(reader.heatmap(unknown).rows()).isEmpty();
    assertThat(reader.latestGauge(unknown)).isEmpty();
    assertThat(reader.aggregate(Question.about("no.such.metric")).state())
        .isEqualTo(PointState.GAP);
    assertThat(reader.tagKeys(Selection.of("no.such.metric"))).isEmpty();
  }

  @Test
  void aMetricThatIsOnlyDescribedIsKnownAndHasGaps() {
    TimeSeries series = reader.timeSeries(Question.about("http.request.count"));

    assertThat(series.basis().isKnown()).isTrue();
    assertThat(series.lines()).hasSize(1);
    assertThat(series.lines().get(0).points())
        .hasSize(24)
        .allMatch(point -> point.state() == PointState.GAP);
  }

  @Test
  void aPeriodHasAsManyPointsAsItsStepsAreAndTheLastOneMayGoOn() {
    rig.count("orders.count", MINUTE, 1);
    for (Period period : Period.values()) {
      List<DataPoint> points =
          reader.timeSeries(Question.about("orders.count").period(period)).lines().get(0).points();
      int expected =
          switch (period) {
            case HOUR -> 60;
            case SIX_HOURS -> 72;
            case DAY -> 24;
            case WEEK -> 28;
            case MONTH -> 30;
            case YEAR -> 12;
          };
      assertThat(points).as(period.id()).hasSize(expected);
      assertThat(points.get(expected - 1).value()).isEqualTo(1);
      assertThat(points.get(expected - 1).state()).isEqualTo(PointState.PARTIAL);
    }
  }

  @Test
  void monthsOfAYearAreReadFromDaysAndNarrowBucketsOnlyAtTheEdges() {
    for (int day = 0; day < 400; day++) {
      rig.count("orders.count", ago(Duration.ofDays(day)), 1);
    }
    rig.sweep();

    TimeSeries year = reader.timeSeries(Question.about("orders.count").period(Period.YEAR));

    assertThat(year.lines().get(0).points().get(3).value()).isEqualTo(31); // of July
    assertThat(year.basis().granularity()).isEqualTo(Granularity.DAY);
    assertThat(rig.read()).hasSizeLessThan(12);
    assertThat(year.basis().rows()).isLessThan(365);
  }

  @Test
  void whereABorderIsInNoKeptBucketTheNearestIsTakenAndThePointSaysSo() {
    for (int day = 0; day < 300; day++) {
      rig.count("orders.count", ago(Duration.ofDays(day)), 1);
    }
    rig.sweep();
    Question days = Question.about("orders.count").range(ago(Duration.ofDays(200)), MINUTE);

    TimeSeries here = reader.timeSeries(days.step(Step.DAY));
    TimeSeries there = reader.timeSeries(days.step(Step.DAY).zone(ZoneId.of("America/New_York")));

    assertThat(here.lines().get(0).points().get(5).isApproximate()).isFalse();
    assertThat(there.lines().get(0).points().get(5).isApproximate()).isTrue();
    assertThat(there.lines().get(0).points().get(190).isApproximate()).isFalse();
  }

  @Test
  void whereNarrowBucketsAreGoneTheStepIsWider() {
    rig.count("orders.count", ago(Duration.ofDays(30)), 1);
    rig.count("orders.count", MINUTE, 1);
    rig.sweep();
    Instant from = ago(Duration.ofDays(31));

    TimeSeries series =
        reader.timeSeries(
            Question.about("orders.count")
                .range(from, from.plus(Duration.ofDays(2)))
                .step(Step.FIVE_MINUTES));

    assertThat(series.step()).isEqualTo(Step.HOUR);
  }

  @Test
  void linesAreTheLargestGroups() {
    for (int i = 1; i <= 20; i++) {
      rig.count("orders.count", MINUTE, i, "shop", "s" + i, "kind", "a");
    }

    TimeSeries series =
        reader.timeSeries(Question.about("orders.count").groupBy("shop", "kind").top(3));

    assertThat(series.lines())
        .extracting(Line::group)
        .containsExactly(List.of("s20", "a"), List.of("s19", "a"), List.of("s18", "a"));
    assertThat(series.groups()).isEqualTo(20);
  }

  @Test
  void aRatioIsThatOfTheCountsInEachGroup() {
    requests("GET /a", "2xx", 90);
    requests("GET /a", "5xx", 10);
    requests("GET /b", "2xx", 40);
    Question rate =
        Question.about("http.request.count")
            .tag("status_class", "4xx", "5xx")
            .per(Selection.of("http.request.count"));

    assertThat(reader.aggregate(rate).ratio()).isCloseTo(10 / 140.0, within(1e-12));
    assertThat(reader.breakdown(rate.groupBy("route_id")).values())
        .containsExactlyInAnyOrderEntriesOf(Map.of("GET /a", 0.1, "GET /b", 0.0));
    assertThat(reader.timeSeries(rate).aggregation()).isEqualTo("ratio");
  }

  private void requests(String route, String status, long count) {
    rig.count("http.request.count", MINUTE, count, "route_id", route, "status_class", status);
  }

  @Test
  void theLargestAreFoundByVolumeErrorRateAndBandwidth() {
    requests("GET /a", "2xx", 90);
    requests("GET /a", "5xx", 10);
    requests("GET /b", "2xx", 400);
    rig.time("http.response.size_bytes", MINUTE, 5_000, "route_id", "GET /a");
    rig.time("http.response.size_bytes", MINUTE, 100, "route_id", "GET /b");
    rig.count("http.client.request.count", MINUTE, 7, "client", "c1", "status_class", "2xx");
    rig.count("http.client.bytes.count", MINUTE, 70, "client", "c1", "direction", "out");
    Question requests = Question.about("http.request.count").groupBy("route_id");

    assertThat(reader.top(TopBy.VOLUME, requests).values())
        .containsExactly(Map.entry("GET /b", 400.0), Map.entry("GET /a", 100.0));
    assertThat(reader.top(TopBy.ERROR_RATE, requests.top(1)).values()).containsOnlyKeys("GET /a");
    assertThat(reader.top(TopBy.BANDWIDTH, requests.top(1)).values()).containsOnlyKeys("GET /a");
    assertThat(
            reader
                .top(TopBy.BANDWIDTH, Question.about("http.client.request.count").groupBy("client"))
                .values())
        .containsEntry("c1", 70.0);
  }

  @Test
  void aSummaryComparesWithThePeriodBefore() {
    requests("GET /a", "2xx", 90);
    requests("GET /a", "5xx", 10);
    rig.count(
        "http.request.count",
        ago(Duration.ofHours(30)),
        50,
        "route_id",
        "GET /a",
        "status_class",
        "2xx");
    rig.time("http.request.duration_ms", MINUTE, 20, "route_id", "GET /a");
    rig.time("http.request.duration_ms", ago(Duration.ofHours(30)), 10, "route_id", "GET /a");

    Summary day = reader.summary(Period.DAY);

    assertThat(day.total()).isEqualTo(new Compared(100, 50));
    assertThat(day.total().change()).isEqualTo(1);
    assertThat(day.errorRate()).isEqualTo(new Compared(0.1, 0));
    assertThat(day.mean()).isEqualTo(new Compared(20, 10));
    assertThat(day.p95().now()).isEqualTo(20);
    assertThat(day.topEndpoints()).extracting(Share::name).containsExactly("GET /a");
  }

  @Test
  void aSummaryOfNothingIsEmpty() {
    Summary day = reader.summary(Period.DAY);

    assertThat(day.total().now()).isZero();
    assertThat(day.errorRate().now()).isNaN();
    assertThat(day.topEndpoints()).isEmpty();
  }

  @Test
  void hoursOfAMonthStayHoursInAHeatmap() {
    rig.count("http.request.count", ago(Duration.ofDays(20)), 6, "route_id", "GET /a");
    rig.count("http.request.count", ago(Duration.ofDays(1)), 3, "route_id", "GET /a");
    Question question =
        Question.about("http.request.count").groupBy("route_id").period(Period.MONTH);

    Heatmap hours = reader.heatmap(question.step(Step.HOUR));
    Heatmap days = reader.heatmap(question);

    assertThat(hours.columns()).hasSize(30 * 24);
    assertThat(hours.most()).isEqualTo(6);
    assertThat(hours.rows().get(0).intensities()).contains(0.0, 0.5, 1.0);
    assertThat(days.columns()).hasSize(30);
    assertThat(reader.heatmap(question.period(Period.WEEK)).columns()).hasSize(7 * 24);
    assertThat(reader.heatmap(question.step(Step.WEEK)).step()).isEqualTo(Step.WEEK);
  }

  @Test
  void tagsOfAMetricAreFound() {
    rig.count("orders.count", MINUTE, 1, "shop", "a", "kind", "x");
    rig.count("orders.count", MINUTE, 1, "shop", "b");

    assertThat(reader.tagKeys(Selection.of("orders.count"))).containsExactly("kind", "shop");
    assertThat(reader.tagValues(Selection.of("orders.count"), "shop")).containsExactly("a", "b");
    assertThat(reader.tagValues(Selection.of("orders.count"), "none")).isEmpty();
    assertThat(reader.names())
        .containsExactly(new MetricName("orders.count", MetricKind.COUNTER, SeriesType.SYSTEM));
  }

  @Test
  void whatAQuestionCostsIsKnownWithoutRunningIt() {
    for (int i = 0; i < 4; i++) {
      rig.count("orders.count", ago(Duration.ofHours(2)), 1, "shop", "s" + i);
    }
    rig.sweep();

    Cost cost = reader.cost(Question.about("orders.count"));

    assertThat(cost.series()).isEqualTo(4);
    assertThat(cost.points()).isEqualTo(24);
    assertThat(cost.rows()).isBetween(4 * 24L, 4 * 24 * 60L);
    assertThat(rig.questions()).isZero();
  }

  @Test
  void aMetricIsFoundByItsOtherName() {
    rig.count("http.request.count", MINUTE, 5);

    Aggregate found = reader.aggregate(Question.about("http.requests.count"));

    assertThat(found.basis().metric()).isIn("http.request.count", "http.requests.count");
  }

  @Test
  void gaugesHaveLastLeastGreatestAndMeanValues() {
    SeriesKey pool = SeriesKey.system("jobs.active", MetricKind.GAUGE, "service:api", Tags.empty());
    rig.put(pool, ago(Duration.ofMinutes(2)), gauge(2, ago(Duration.ofMinutes(2)), 1, 4, 2));
    rig.put(pool, ago(Duration.ofMinutes(1)), gauge(6, ago(Duration.ofMinutes(1)), 2, 9, 4));

    Aggregate hour = reader.aggregate(Question.about("jobs.active").period(Period.HOUR));

    assertThat(hour.last()).isEqualTo(6);
    assertThat(hour.min()).isEqualTo(1);
    assertThat(hour.max()).isEqualTo(9);
    assertThat(hour.avg()).isEqualTo(3);
    assertThat(hour.sum()).isNaN();
  }

  private static GaugeState gauge(
      double last, Instant minute, double min, double max, double mean) {
    return new GaugeState(last, minute.plusSeconds(59), min, max, mean * 60_000, 60_000);
  }

  @Test
  void impossibleQuestionsAreRefusedWithTheFieldTheValueAndTheRule() {
    rig.count("orders.count", MINUTE, 1, "shop", "a");
    rig.time("orders.value", MINUTE, 1);
    Question orders = Question.about("orders.count");

    assertInvalid("range", MINUTE.toString(), () -> orders.range(MINUTE, MINUTE));
    assertInvalid("percentile", "101", () -> Aggregation.percentile(101));
    assertInvalid("percentile", "NaN", () -> Aggregation.percentile(Double.NaN));
    assertInvalid("aggregation", "p95x", () -> Aggregation.parse("p95x"));
    assertInvalid(
        "aggregation",
        "counter",
        () -> reader.timeSeries(orders.aggregate(Aggregation.percentile(95))));
    assertInvalid(
        "aggregation",
        "histogram",
        () -> reader.aggregate(Question.about("orders.value").aggregate(Aggregation.LAST)));
    assertInvalid("groupBy", "[shop]", () -> reader.timeSeries(orders.groupBy("color")));
    assertInvalid("groupBy", "two", () -> orders.groupBy("a", "b", "c"));
    assertInvalid("groupBy", "missing", () -> reader.breakdown(orders));
    assertInvalid("groupBy", "breakdown", () -> reader.aggregate(orders.groupBy("shop")));
    assertInvalid(
        "step", "5000", () -> reader.timeSeries(orders.period(Period.YEAR).step(Step.MINUTE)));
    assertInvalid(
        "step", "heatmap", () -> reader.heatmap(orders.groupBy("shop").step(Step.MINUTE)));
    assertInvalid("step", "2h", () -> Step.parse("2h"));
    assertInvalid("period", "3d", () -> Period.parse("3d"));
    assertInvalid("top", "0", () -> orders.top(0));
    assertInvalid("tenant", "acme", () -> Selection.of("orders.count").tenant("acme"));
    assertInvalid("metric", "blank", () -> Question.about(" "));
    assertInvalid("metric", "no gauge", () -> reader.latestGauge(orders));
    assertInvalid("tag shop", "value", () -> orders.tag("shop"));
  }

  @Test
  void tooManyGroupsAndRowsAreRefusedWithWhatToNarrow() {
    try (ReaderRig small = new ReaderRig(new Limits(5_000, 3, 20, Duration.ofSeconds(10)))) {
      for (int i = 0; i < 4; i++) {
        small.count("orders.count", MINUTE, 1, "shop", "s" + i);
      }
      for (int i = 0; i < 21; i++) {
        small.time("orders.value", ago(Duration.ofMinutes(i)), 1);
      }

      assertInvalid(
          "groupBy",
          "filter by tags",
          () -> small.reader().breakdown(Question.about("orders.count").groupBy("shop")));
      assertInvalid(
          "range",
          "shorter time",
          () -> small.reader().aggregate(Question.about("orders.value").period(Period.HOUR)));
    }
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
  void aGaugeOfAnInstanceThatStandsStillIsShownNow() {
    SeriesKey jobs = SeriesKey.system("jobs.active", MetricKind.GAUGE, "service:api", Tags.empty());
    for (int seconds : new int[] {1, 12, 29, 59}) {
      Instant now = MINUTE.plusSeconds(seconds);
      WriterId other = new WriterId(8, seconds);
      rig.put(jobs, other, ago(Duration.ofMinutes(1)), seen(100, MINUTE.minusSeconds(2)));
      LatestCell latest = new LatestCell(GaugeCombination.SUM, now);
      latest.add(jobs, ReaderRig.WRITER, MINUTE, seen(10, now));
      latest.add(jobs, other, ago(Duration.ofMinutes(1)), seen(100, MINUTE.minusSeconds(2)));
      assertThat(latest.value().last()).as("%d s, flushed before", seconds).isEqualTo(110);
      latest.add(jobs, other, MINUTE, seen(101, MINUTE));
      assertThat(latest.value().last()).as("%d s, flushed since", seconds).isEqualTo(111);
    }
  }

  @Test
  void aGaugeOfAnInstanceThatIsGoneIsNotShown() {
    SeriesKey jobs = SeriesKey.system("jobs.active", MetricKind.GAUGE, "service:api", Tags.empty());
    LatestCell latest = new LatestCell(GaugeCombination.SUM, MINUTE.plusSeconds(30));
    latest.add(jobs, ReaderRig.WRITER, MINUTE, seen(10, MINUTE.plusSeconds(20)));
    latest.add(
        jobs, new WriterId(8, 8), ago(Duration.ofMinutes(1)), seen(100, MINUTE.minusSeconds(30)));
    assertThat(latest.value().last()).isEqualTo(10);
  }

  @Test
  void whenNobodyShowsAGaugeNowItsLastValueIsFound() {
    SeriesKey jobs = SeriesKey.system("jobs.active", MetricKind.GAUGE, "service:api", Tags.empty());
    rig.put(jobs, ago(Duration.ofMinutes(4)), seen(3, ago(Duration.ofMinutes(4)).plusSeconds(50)));
    rig.put(jobs, ago(Duration.ofMinutes(3)), seen(5, ago(Duration.ofMinutes(3)).plusSeconds(50)));

    assertThat(reader.latestGauge(Question.about("jobs.active")))
        .extracting(GaugeReading::last)
        .containsExactly(5.0);
  }

  private static GaugeState seen(double value, Instant at) {
    return new GaugeState(value, at, value, value, 0, 0);
  }

  @Test
  void aRatioMayBeOfTwoKindsAndOfAnUnknownMetricItIsUnknown() {
    rig.count("mail.failed.count", MINUTE, 1);
    for (int i = 0; i < 4; i++) {
      rig.time("mail.duration_ms", ago(Duration.ofMinutes(i)), 5);
    }
    Question failed = Question.about("mail.failed.count");

    assertThat(reader.aggregate(failed.per(Selection.of("mail.duration_ms"))).ratio())
        .isEqualTo(0.25);
    assertThat(reader.aggregate(failed.per(Selection.of("mail.duration"))).basis().isKnown())
        .isFalse();
  }

  @Test
  void aHeatmapShowsCountsAndNothingElse() {
    requests("GET /a", "2xx", 90);
    Question all = Question.about("http.request.count").groupBy("route_id");

    assertInvalid(
        "aggregation", "counts", () -> reader.heatmap(all.per(Selection.of("http.request.count"))));
    assertInvalid("aggregation", "counts", () -> reader.heatmap(all.aggregate(Aggregation.RATE)));
    rig.put(
        SeriesKey.system("jobs.active", MetricKind.GAUGE, "service:api", Tags.of("route_id", "a")),
        MINUTE,
        seen(1, MINUTE));
    assertInvalid(
        "metric", "gauge", () -> reader.heatmap(Question.about("jobs.active").groupBy("route_id")));
  }

  @Test
  void timesThatNobodyRecordsInAreRefused() {
    Question orders = Question.about("orders.count");

    assertInvalid("range", "1970", () -> orders.range(Instant.MIN, MINUTE));
    assertInvalid("range", "2100", () -> orders.range(MINUTE, Instant.MAX));
    assertInvalid("range", "later end", () -> orders.range(MINUTE, MINUTE.plusNanos(1)));
    assertThat(
            reader
                .aggregate(orders.range(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z")))
                .count())
        .isZero();
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
