package io.tallystick.core.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What cannot be answered is refused with what could. */
class RefusedQuestionsTest {
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
        "p95: orders.count is a counter",
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
      for (int i = 0; i < 31; i++) {
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
          "groupBy",
          "filter by tags",
          () -> small.reader().timeSeries(Question.about("orders.count").groupBy("shop")));
      assertInvalid(
          "range",
          "shorter time",
          () -> small.reader().aggregate(Question.about("orders.value").period(Period.HOUR)));
    }
  }

  @Test
  void countsOfOneStretchMayBeOfTenTimesAsManyGroups() {
    try (ReaderRig small = new ReaderRig(new Limits(5_000, 3, 20, Duration.ofSeconds(10)))) {
      for (int i = 0; i < 30; i++) {
        small.count("orders.count", MINUTE, 1, "shop", "s" + i);
      }

      Question byShop = Question.about("orders.count").groupBy("shop");
      assertThat(small.reader().breakdown(byShop).shares()).hasSize(30);
    }
  }

  @Test
  void aQuestionOfManyIsAnsweredAtTheSizeThatAMetricMayHave() {
    try (ReaderRig small = new ReaderRig(new Limits(5_000, 3, 20, Duration.ofSeconds(10)))) {
      for (int i = 0; i < 61; i++) {
        for (int minute = 0; minute < 4; minute++) {
          small.count("orders.count", ago(Duration.ofMinutes(minute)), 1, "shop", "s" + i);
        }
      }
      for (int i = 0; i < 21; i++) {
        small.time("orders.value", ago(Duration.ofMinutes(i)), 1);
      }

      Question byShop = Question.about("orders.count").groupBy("shop");
      Question sixty = byShop.tag("shop", shops(60)).ofMany();
      assertThat(small.reader().breakdown(sixty).shares()).hasSize(60);
      assertInvalid("groupBy", "60 values", () -> small.reader().breakdown(byShop.ofMany()));
      Question hour = Question.about("orders.value").period(Period.HOUR).ofMany();
      assertThat(small.reader().aggregate(hour).count()).isEqualTo(21);
    }
  }

  private static String[] shops(int count) {
    return IntStream.range(0, count).mapToObj(i -> "s" + i).toArray(String[]::new);
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

  private static GaugeState seen(double value, Instant at) {
    return new GaugeState(value, at, value, value, 0, 0);
  }

  private void requests(String route, String status, long count) {
    rig.count("http.request.count", MINUTE, count, "route_id", route, "status_class", status);
  }
}
