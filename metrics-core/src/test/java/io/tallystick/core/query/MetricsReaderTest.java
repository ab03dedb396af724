package io.tallystick.core.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tallystick.MetricKind;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.SeriesType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
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
}
