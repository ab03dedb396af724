package io.tallystick.servlet.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.Tags;
import io.tallystick.UserMetricKind;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.FakeRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That questions about any metric get the right numbers, and wrong ones a reason. */
class QuestionAnswersTest {
  private static final String ORDERS = "metric=shop.orders.count";

  private static ApiRig rig;

  @BeforeAll
  static void record() {
    rig = new ApiRig();
    for (int minute = 0; minute < 10; minute++) {
      rig.metrics().count("shop.orders.count", minute, Tags.of("status", "paid", "shop", "a"));
      rig.metrics().count("shop.orders.count", 1, Tags.of("status", "open", "shop", "b"));
      rig.metrics().histogram("shop.pay.duration_ms", 10 * (minute + 1));
      rig.metrics().gauge("shop.carts.active", minute, Tags.of("shop", "a"));
      rig.pass(Duration.ofMinutes(1));
    }
    rig.metrics()
        .recordUserMetric("acme", "invoice.count", 7, UserMetricKind.COUNT, Tags.of("kind", "pdf"));
    rig.metrics().recordUserMetric("beta", "invoice.count", 5, UserMetricKind.COUNT, Tags.empty());
    rig.metrics().count("shop.odd.count", 3, Tags.of("page", "<script>alert('x')</script>&"));
    rig.metrics().count("shop.sheet.count", 2, Tags.of("page", "=1+1"));
    rig.pass(Duration.ofSeconds(10));
  }

  @AfterAll
  static void close() {
    rig.close();
  }

  @Test
  void aSeriesIsAListOfTimesAndValues() {
    JsonNode series =
        rig.ok("/series?" + ORDERS + "&step=1m&from=2026-03-01T10:02:00Z&to=2026-03-01T10:05:00Z");

    assertThat(series.toString())
        .isEqualTo(
            "[{\"timestamp\":\"2026-03-01T10:02:00Z\",\"value\":3},"
                + "{\"timestamp\":\"2026-03-01T10:03:00Z\",\"value\":4},"
                + "{\"timestamp\":\"2026-03-01T10:04:00Z\",\"value\":5}]");
  }

  @Test
  void aGapIsNoZero() {
    JsonNode hour = rig.ok("/series?" + ORDERS + "&period=1h");

    assertThat(hour).hasSize(60);
    assertThat(hour.get(0).get("value").isNull()).isTrue();
    assertThat(
            rig.ok("/series?" + ORDERS + "&period=1h&detail=full")
                .get("lines")
                .get(0)
                .get("points")
                .get(0)
                .get("state")
                .asText())
        .isEqualTo("gap");
    assertThat(rig.ok("/series?metric=nobody.knows.count")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "period=1h, 60",
    "period=6h, 72",
    "period=24h&step=1h, 24",
    "period=7d, 28",
    "period=1h&step=5m, 12",
    "period=30d, 30",
    "period=12mo, 12"
  })
  void theStepIsThePeriodsOwnOrTheOneAskedFor(String time, int points) {
    assertThat(rig.ok("/series?" + ORDERS + "&" + time).size()).isBetween(points, points + 1);
  }

  @Test
  void aStepOfADayBeginsByTheCalendarThatIsAskedFor() {
    String days = "&step=1d&from=2026-02-28T00:00:00Z&to=2026-03-02T00:00:00Z";

    assertThat(rig.ok("/series?" + ORDERS + days).get(0).get("timestamp").asText())
        .isEqualTo("2026-02-28T00:00:00Z");
    assertThat(
            rig.ok("/series?" + ORDERS + days + "&zone=America/New_York")
                .get(1)
                .get("timestamp")
                .asText())
        .isEqualTo("2026-02-28T05:00:00Z");
  }

  @Test
  void tagsFilterAndSeveralValuesAreAlternatives() {
    assertThat(count(ORDERS)).isEqualTo(55);
    assertThat(count(ORDERS + "&tag.status=paid")).isEqualTo(45);
    assertThat(count(ORDERS + "&tag.status=paid&tag.status=open")).isEqualTo(55);
    assertThat(count(ORDERS + "&tag.status=paid&tag.shop=b")).isZero();
    assertThat(count(ORDERS + "&source=service:api")).isEqualTo(55);
    assertThat(count(ORDERS + "&source=service:other")).isZero();
  }

  private static long count(String question) {
    return rig.ok("/aggregate?" + question).get("count").asLong();
  }

  @Test
  void anAggregateHasAllNumbersOfAHistogram() {
    JsonNode all = rig.ok("/aggregate?metric=shop.pay.duration_ms&aggregation=p90");

    assertThat(all.get("count").asLong()).isEqualTo(10);
    assertThat(all.get("sum").asDouble()).isEqualTo(550);
    assertThat(all.get("avg").asDouble()).isEqualTo(55);
    assertThat(all.get("min").asDouble()).isEqualTo(10);
    assertThat(all.get("max").asDouble()).isEqualTo(100);
    assertThat(all.get("p50").asDouble()).isCloseTo(50, within(0.5));
    assertThat(all.get("p90").asDouble()).isCloseTo(90, within(0.9));
    assertThat(all.get("p95").asDouble()).isCloseTo(100, within(1.0));
    assertThat(all.get("p99").asDouble()).isCloseTo(100, within(1.0));
    assertThat(all.get("last").isNull()).isTrue();
  }

  @Test
  void aBreakdownIsAnObjectOfTheTagsValues() {
    assertThat(rig.ok("/breakdown?" + ORDERS + "&group_by=status").toString())
        .isEqualTo("{\"paid\":45,\"open\":10}");
    assertThat(rig.ok("/breakdown?" + ORDERS + "&group_by=status&top=1").toString())
        .isEqualTo("{\"paid\":45}");
    JsonNode two = rig.ok("/breakdown?" + ORDERS + "&group_by=status,shop&detail=full");
    assertThat(two.get("shares").get(0).get("group").toString()).isEqualTo("[\"paid\",\"a\"]");
    assertThat(
            rig.problem(400, "/breakdown?" + ORDERS + "&group_by=status,shop")
                .get("parameter")
                .asText())
        .isEqualTo("group_by");
  }

  @Test
  void groupsAreLines() {
    JsonNode lines = rig.ok("/series?" + ORDERS + "&group_by=status&period=1h&aggregation=sum");

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).get("group").toString()).isEqualTo("[\"paid\"]");
    assertThat(lines.get(0).get("points")).hasSize(60);
  }

  @Test
  void whatAQuestionWouldTouchIsToldBeforeItIsAsked() {
    JsonNode all = rig.ok("/cost?" + ORDERS + "&period=24h");
    JsonNode one = rig.ok("/cost?" + ORDERS + "&tag.status=open&period=1h&step=1m");
    JsonNode none = rig.ok("/cost?metric=nobody.knows.count");

    assertThat(all.get("series").asLong()).isGreaterThan(one.get("series").asLong());
    assertThat(one.get("series").asLong()).isPositive();
    assertThat(one.get("points").asInt()).isEqualTo(60);
    assertThat(all.get("points").asInt()).isEqualTo(24);
    assertThat(none.get("series").asLong()).isZero();
    assertThat(rig.problem(400, "/cost?period=1h").get("parameter").asText()).isEqualTo("metric");
  }

  @Test
  void gaugesShowTheirLastValue() {
    JsonNode gauges = rig.ok("/gauges/latest?metric=shop.carts.active&group_by=shop");

    assertThat(gauges).hasSize(1);
    assertThat(gauges.get(0).get("group").toString()).isEqualTo("[\"a\"]");
    assertThat(gauges.get(0).get("value").asLong()).isEqualTo(9);
    rig.problem(400, "/gauges/latest?" + ORDERS);
  }

  @Test
  void namesComeInTheirOrderAndInPages() {
    List<String> all = new ArrayList<>();
    rig.ok("/names").forEach(each -> all.add(each.get("name").asText()));
    List<String> paged = new ArrayList<>();
    JsonNode page = rig.ok("/names?limit=3");
    while (!page.isEmpty()) {
      assertThat(page.size()).isLessThanOrEqualTo(3);
      page.forEach(each -> paged.add(each.get("name").asText()));
      page = rig.ok("/names?limit=3&after=" + paged.get(paged.size() - 1));
    }

    assertThat(all).isSorted().contains("shop.orders.count", "tallystick.series.active");
    assertThat(paged).isEqualTo(all);
    assertThat(rig.ok("/names?contains=shop.pay").toString())
        .contains("\"kind\":\"histogram\"", "\"type\":\"system\"", "\"unit\":\"milli");
    assertThat(rig.ok("/names?contains=shop.pay")).hasSize(1);
  }

  @Test
  void tagsAreKeysOrTheValuesOfOne() {
    assertThat(rig.ok("/tags?" + ORDERS).toString()).isEqualTo("[\"shop\",\"status\"]");
    assertThat(rig.ok("/tags?" + ORDERS + "&key=status").toString())
        .isEqualTo("[\"open\",\"paid\"]");
    assertThat(rig.ok("/tags?" + ORDERS + "&key=status&after=open").toString())
        .isEqualTo("[\"paid\"]");
    assertThat(rig.ok("/tags?" + ORDERS + "&key=nothing")).isEmpty();
  }

  @Test
  void aTenantsMetricsAreItsOwn() {
    assertThat(rig.ok("/user-metrics?tenant=acme").get(0).get("name").asText())
        .isEqualTo("user.invoice.count");
    assertThat(rig.ok("/user-metrics?tenant=nobody")).isEmpty();
    assertThat(rig.ok("/user-metrics")).as("of all tenants, each name once").hasSize(1);
    String invoices = "metric=user.invoice.count&type=user";
    assertThat(count(invoices)).isEqualTo(12);
    assertThat(count(invoices + "&tenant=acme")).isEqualTo(7);
    assertThat(count(invoices + "&tenant=beta")).isEqualTo(5);
    assertThat(rig.problem(400, "/aggregate?" + ORDERS + "&tenant=acme").get("parameter").asText())
        .isEqualTo("tenant");
  }

  @Test
  void whatAPageCouldTakeForATagIsWrittenAsItsNumber() {
    String text = ApiRig.text(rig.get("/breakdown?metric=shop.odd.count&group_by=page"));

    assertThat(text).doesNotContain("<", ">", "'", "&").contains("\\u003Cscript");
    assertThat(ApiRig.json(text).fieldNames().next()).isEqualTo("<script>alert('x')</script>&");
    assertThat(ApiRig.text(rig.get("/series?metric=%3Cscript%3E&step=x"))).doesNotContain("<");
  }

  @Test
  void anExportHasARowForEachBucketInEveryFormat() {
    String question = "/export?" + ORDERS + "&granularity=1m&period=1h&format=";

    JsonNode rows = rig.ok(question + "json");
    double sum = 0;
    for (JsonNode row : rows) {
      sum += row.get("sum").asDouble();
    }
    assertThat(sum).isEqualTo(55);
    List<String> lines = ApiRig.text(rig.get(question + "csv")).lines().toList();
    assertThat(lines).hasSize(rows.size() + 1);
    assertThat(lines.get(0))
        .startsWith("start,granularity,name,kind,type,source,tenant,tags,count");
    assertThat(ApiRig.text(rig.get(question + "jsonl")).lines()).hasSize(rows.size());
    assertThat(ApiRig.text(rig.get(question + "openmetrics"))).endsWith("# EOF\n");
    Answer csv = rig.get(question + "csv");
    assertThat(csv.headers())
        .containsEntry("Content-Disposition", "attachment; filename=\"tallystick-2026-03-01.csv\"")
        .containsEntry("Content-Type", "text/csv; charset=utf-8");
    assertThat(
            rig.ok("/export?" + ORDERS + "&format=json&tag.status=open&granularity=1m")
                .get(0)
                .get("tags")
                .get("status")
                .asText())
        .isEqualTo("open");
    rig.problem(400, "/export?tag.status=open");
    rig.problem(400, "/export?source=service:api");
  }

  @Test
  void aTableOfASpreadsheetCalculatesNothing() {
    String csv = ApiRig.text(rig.get("/export?metric=shop.sheet.count&granularity=1m"));

    assertThat(csv).contains("page=\\=1+1").doesNotContain(",=");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/series | metric | missing",
        "/series?metric=%20 | metric | blank",
        "/series?metric=a.b&step=3m | step | 3m",
        "/series?metric=a.b&period=25h | period | 25h",
        "/series?metric=a.b&zone=Mars/Base | zone | Mars/Base",
        "/series?metric=a.b&from=2026-03-01T10:00:00Z | to | missing",
        "/series?metric=a.b&to=2026-03-01T10:00:00Z | from | missing",
        "/series?metric=a.b&from=2&to=1 | from | 2",
        "/series?metric=a.b&from=+999999999-01-01T00:00:00Z&to=1 | from | ",
        "/series?metric=a.b&from=yesterday&to=1 | from | yesterday",
        "/series?metric=a.b&from=0&to=4102444800001 | to | 4102444800001",
        "/series?metric=a.b&period=1h&from=1&to=2 | period | 1h",
        "/series?metric=shop.orders.count&aggregation=p101 | aggregation | 101.0",
        "/series?metric=shop.orders.count&aggregation=median | aggregation | median",
        "/series?metric=shop.orders.count&aggregation=p95 | aggregation | p95",
        "/series?metric=shop.orders.count&period=12mo&step=1m | step | ",
        "/series?metric=a.b&group_by=a,a | group_by | ",
        "/series?metric=a.b&group_by=a,b,c | group_by | ",
        "/series?metric=a.b&group_by=A | group_by | A",
        "/series?metric=a.b&top=0 | top | 0",
        "/series?metric=a.b&top=1001&group_by=a | top | 1001",
        "/series?metric=a.b&tag.=x | tag. | ",
        "/series?metric=a.b&tag.A-B=x | tag.A-B | A-B",
        "/series?metric=a.b&detail=some | detail | some",
        "/series?metric=a.b&metric=c.d | metric | a.b, c.d",
        "/aggregate?metric=a.b&group_by=a | group_by | a",
        "/heatmap?granularity=minute | granularity | minute",
        "/heatmap?granularity=hour&period=12mo | granularity | ",
        "/top-consumers?sort=name | sort | name",
        "/top-consumers?limit=1001 | limit | 1001",
        "/endpoints?limit=ten | limit | ten",
        "/export?format=xml | format | xml",
        "/user-metrics?tenant=acme&tenant=beta | tenant | acme, beta",
        "?granularity=2h | granularity | 2h",
        "?limit=5001 | limit | 5001",
        "/annotations?limit=0 | limit | 0",
        "/status?verbose=1 | verbose | 1",
        "/summary?period=2d | period | 2d"
      })
  void whatCannotBeAskedIsNamedWithItsValueAndWhatMayBeGiven(
      String path, String parameter, String value) {
    JsonNode problem = rig.problem(400, path);

    assertThat(problem.get("parameter").asText()).isEqualTo(parameter);
    if (value != null) {
      assertThat(problem.get("value").asText()).isEqualTo(value);
    }
    assertThat(problem.get("rule").asText()).isNotBlank();
    assertThat(problem.get("detail").asText()).contains(parameter);
  }

  @Test
  void whoeverHasTheAnswerGetsNothingAgain() {
    String path = "/breakdown?" + ORDERS + "&group_by=status";
    String tag = rig.get(path).headers().get("ETag");

    Answer again =
        rig.answer(FakeRequest.to("/admin/api-metrics" + path).header("If-None-Match", tag));

    assertThat(again.status()).isEqualTo(304);
    assertThat(again.isCarrying()).isFalse();
    assertThat(again.headers())
        .containsEntry("ETag", tag)
        .containsEntry("Cache-Control", "no-store");
  }
}
