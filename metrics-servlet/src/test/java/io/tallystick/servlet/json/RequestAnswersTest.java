package io.tallystick.servlet.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.core.TimedRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That what is told of requests is what there was: two hours, two routes, two clients. */
class RequestAnswersTest {
  private static final String RENDER = "0123456789abcdef0123456789abcdef";
  private static final String OTHER = "fedcba9876543210fedcba9876543210";

  private static ApiRig rig;

  @BeforeAll
  static void record() {
    rig =
        new ApiRig(
            TimedRuntime.at(ApiRig.START),
            settings -> settings.keyNames(hash -> hash.equals(RENDER) ? "render-farm" : null));
    rig.requests("/orders/{id}", RENDER, "2xx", 80, 10);
    rig.requests("/orders/{id}", RENDER, "4xx", 15, 20);
    rig.requests("/orders/{id}", RENDER, "5xx", 5, 400);
    rig.pass(Duration.ofHours(1));
    rig.requests("/items", OTHER, "2xx", 40, 30);
    rig.requests("/orders/{id}", OTHER, "2xx", 20, 10);
    rig.pass(Duration.ofMinutes(30));
  }

  @AfterAll
  static void close() {
    rig.close();
  }

  @Test
  void theSummaryAddsAllUp() {
    JsonNode summary = rig.ok("/summary");

    assertThat(summary.get("total_requests").asLong()).isEqualTo(160);
    assertThat(summary.get("error_rate").asDouble()).isEqualTo(20 / 160.0);
    assertThat(summary.get("mean_ms").asDouble())
        .isCloseTo((80 * 10 + 15 * 20 + 5 * 400 + 40 * 30 + 20 * 10) / 160.0, within(1e-9));
    assertThat(summary.get("p95_ms").asDouble()).isCloseTo(30, within(0.3));
    assertThat(summary.get("total_requests_before").asLong()).isZero();
    assertThat(summary.get("error_rate_before").isNull()).isTrue();
    assertThat(summary.get("from").asText()).isEqualTo("2026-02-28T11:31:00Z");
    assertThat(summary.get("to").asText()).isEqualTo("2026-03-01T11:31:00Z");
    assertThat(summary.get("top_endpoints").toString())
        .isEqualTo(
            "[{\"endpoint\":\"/orders/{id}\",\"request_count\":120},"
                + "{\"endpoint\":\"/items\",\"request_count\":40}]");
  }

  @Test
  void theSummaryComparesWithThePeriodBefore() {
    JsonNode summary = rig.ok("/summary?period=1h");

    assertThat(summary.get("total_requests").asLong()).isEqualTo(60);
    assertThat(summary.get("error_rate").asDouble()).isZero();
    assertThat(summary.get("total_requests_before").asLong()).isEqualTo(100);
    assertThat(summary.get("error_rate_before").asDouble()).isEqualTo(0.2);
  }

  @Test
  void endpointsHaveTheirErrorsAndTheirPercentiles() {
    JsonNode endpoints = rig.ok("/endpoints");

    assertThat(endpoints).hasSize(2);
    JsonNode orders = endpoints.get(0);
    assertThat(orders.get("endpoint").asText()).isEqualTo("/orders/{id}");
    assertThat(orders.get("request_count").asLong()).isEqualTo(120);
    assertThat(orders.get("error_rate").asDouble()).isEqualTo(20 / 120.0);
    assertThat(orders.get("p50_ms").asDouble()).isCloseTo(10, within(0.1));
    assertThat(orders.get("p95_ms").asDouble()).isCloseTo(20, within(0.2));
    assertThat(orders.get("p99_ms").asDouble()).isCloseTo(400, within(4.0));
    assertThat(endpoints.get(1).get("error_rate").asDouble()).isZero();
    assertThat(rig.ok("/endpoints?limit=1")).hasSize(1);
    assertThat(rig.ok("/endpoints?period=1h").get(0).get("endpoint").asText()).isEqualTo("/items");
  }

  @Test
  void aTimeFromOneMomentToAnotherLeavesOutItsEnd() {
    String hour = "from=2026-03-01T10:00:00Z&to=2026-03-01T11:00:00Z";

    assertThat(rig.ok("/endpoints?" + hour)).hasSize(1);
    assertThat(rig.ok("/endpoints?from=1772359200000&to=1772362800000"))
        .isEqualTo(rig.ok("/endpoints?" + hour));
    assertThat(rig.ok("/endpoints?from=2026-03-01T11:00:00Z&to=2026-03-01T11:30:00Z")).hasSize(2);
    assertThat(rig.ok("/endpoints?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z")).isEmpty();
  }

  @Test
  void keysAreShownByTheNameThatTheHostKnowsElseByTheBeginningOfTheirHash() {
    JsonNode keys = rig.ok("/keys");

    assertThat(keys.toString())
        .isEqualTo(
            ("[{'key':'"
                    + RENDER
                    + "','name':'render-farm','request_count':100,"
                    + "'error_rate':0.2,'utilisation_percent':null},"
                    + "{'key':'"
                    + OTHER
                    + "','name':'fedcba98','request_count':60,"
                    + "'error_rate':0,'utilisation_percent':null}]")
                .replace('\'', '"'));
  }

  @Test
  void theHeatmapHasACellForEachRouteAndHour() {
    JsonNode map = rig.ok("/heatmap?granularity=hour&period=24h");

    assertThat(map.get("max_count").asLong()).isEqualTo(100);
    assertThat(map.get("time_granularity").asText()).isEqualTo("hour");
    assertThat(map.get("groups").asInt()).isEqualTo(2);
    assertThat(map.get("cells").size() % 2).isZero();
    Set<String> cells = new HashSet<>();
    List<String> filled = new ArrayList<>();
    for (JsonNode cell : map.get("cells")) {
      assertThat(cells.add(cell.get("endpoint").asText() + cell.get("time_bucket").asText()))
          .isTrue();
      assertThat(cell.get("intensity").asDouble())
          .isEqualTo(cell.get("request_count").asDouble() / 100);
      if (cell.get("request_count").asLong() > 0) {
        filled.add(
            "%s %s %d"
                .formatted(
                    cell.get("endpoint").asText(),
                    cell.get("time_bucket").asText(),
                    cell.get("request_count").asLong()));
      }
    }
    assertThat(filled)
        .containsExactlyInAnyOrder(
            "/orders/{id} 2026-03-01T10:00:00Z 100",
            "/orders/{id} 2026-03-01T11:00:00Z 20",
            "/items 2026-03-01T11:00:00Z 40");
  }

  @Test
  void aDayOfTheHeatmapBeginsByTheCalendarThatIsAskedFor() {
    JsonNode map = rig.ok("/heatmap?granularity=day&period=7d&zone=Asia/Kolkata");

    assertThat(map.get("max_count").asLong()).isEqualTo(120);
    assertThat(map.get("cells").get(0).get("time_bucket").asText()).endsWith("T18:30:00Z");
    assertThat(map.get("time_granularity").asText()).isEqualTo("day");
    assertThat(rig.ok("/heatmap?granularity=week&period=30d").get("max_count").asLong())
        .isEqualTo(120);
  }

  @ParameterizedTest
  @CsvSource({"volume, render-farm", "error_rate, render-farm", "bandwidth, render-farm"})
  void topConsumersComeByWhatIsAskedFor(String sort, String first) {
    JsonNode consumers = rig.ok("/top-consumers?period=24h&limit=10&sort=" + sort);

    assertThat(consumers).hasSize(2);
    assertThat(consumers.get(0).toString())
        .isEqualTo(
            ("{'key':'"
                    + RENDER
                    + "','name':'"
                    + first
                    + "','request_count':100,"
                    + "'error_rate':0.2,'bandwidth_bytes':101000}")
                .replace('\'', '"'));
    assertThat(consumers.get(1).get("bandwidth_bytes").asLong()).isEqualTo(60_600);
    assertThat(rig.ok("/top-consumers?limit=1&sort=" + sort)).hasSize(1);
    assertThat(rig.ok("/top-consumers?period=1h&sort=" + sort).get(0).get("name").asText())
        .isEqualTo("fedcba98");
  }

  @Test
  void rowsHaveEveryColumnOfTheTable() {
    JsonNode rows = rig.ok("").get("rows");

    JsonNode row = rows.get(0);
    assertThat(row.get("period_start").asText()).isEqualTo("2026-03-01T10:00:00Z");
    assertThat(row.get("period_granularity").asText()).isEqualTo("1h");
    assertThat(row.get("endpoint").asText()).isEqualTo("/orders/{id}");
    assertThat(row.get("http_method").asText()).isEqualTo("GET");
    assertThat(row.get("api_key_id").isNull()).isTrue();
    assertThat(row.get("request_count").asLong()).isEqualTo(100);
    assertThat(row.get("error_count_4xx").asLong()).isEqualTo(15);
    assertThat(row.get("error_count_5xx").asLong()).isEqualTo(5);
    assertThat(row.get("response_time_p50_ms").asDouble()).isCloseTo(10, within(0.1));
    assertThat(row.get("response_time_p95_ms").asDouble()).isCloseTo(20, within(0.2));
    assertThat(row.get("response_time_p99_ms").asDouble()).isCloseTo(400, within(4.0));
    assertThat(row.get("response_time_avg_ms").asDouble()).isCloseTo(31, within(1e-9));
    assertThat(row.get("total_request_bytes").asLong()).isZero();
    assertThat(row.get("total_response_bytes").asLong()).isEqualTo(100_000);
    assertThat(row.get("created_at").asText()).isEqualTo("2026-03-01T11:30:00Z");
    assertThat(row.get("id").asText()).isNotEmpty();
    assertThat(rows).hasSize(1);
  }

  @Test
  void aPeriodBeginsWithAWholeHourOrDay() {
    JsonNode rows = rig.ok("?period=1h").get("rows");

    assertThat(rows).hasSize(1);
    assertThat(rows.at("/0/period_start").asText()).isEqualTo("2026-03-01T10:00:00Z");
    String hours = ApiRig.text(rig.get("/export?period=1h&granularity=1h"));
    assertThat(hours).contains("http.request.count").contains("2026-03-01T10:00:00");
    assertThat(rig.ok("?from=2026-03-01T10:30:00Z&to=2026-03-01T11:30:00Z").get("rows")).isEmpty();
  }

  @Test
  void aPeriodBeginsWithAWholeDay() {
    try (ApiRig other = new ApiRig()) {
      other.requests("/items", OTHER, "2xx", 40, 30);
      other.pass(Duration.ofHours(25));

      assertThat(other.ok("?period=24h&granularity=1d").at("/rows/0/period_start").asText())
          .isEqualTo("2026-03-01T00:00:00Z");
      assertThat(ApiRig.text(other.get("/export?period=24h&granularity=1d")))
          .contains("2026-03-01T00:00:00");
    }
  }

  @Test
  void rowsAreFilteredByEndpointAndClient() {
    String minutes = "?granularity=1m&period=6h";

    assertThat(sum(rig.ok(minutes))).isEqualTo(160);
    assertThat(sum(rig.ok(minutes + "&endpoint=/items"))).isEqualTo(40);
    assertThat(sum(rig.ok(minutes + "&endpoint=/orders/%7Bid%7D"))).isEqualTo(120);
    assertThat(sum(rig.ok(minutes + "&endpoint=/other"))).isZero();
    assertThat(sum(rig.ok(minutes + "&client=" + OTHER))).isZero();
  }

  private static long sum(JsonNode answer) {
    long sum = 0;
    for (JsonNode row : answer.get("rows")) {
      sum += row.get("request_count").asLong();
    }
    return sum;
  }

  @Test
  void whoeverFollowsTheCursorSeesEachRowOnce() {
    String minutes = "?granularity=1m&period=6h";
    JsonNode all = rig.ok(minutes).get("rows");
    List<JsonNode> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = rig.ok(minutes + "&limit=2" + cursor);
      page.get("rows").forEach(seen::add);
      JsonNode next = page.get("next_cursor");
      cursor = next.isNull() ? "" : "&cursor=" + next.asText();
    } while (!cursor.isEmpty());

    assertThat(all).isNotEmpty();
    assertThat(seen).containsExactlyElementsOf(all);
    assertThat(rig.ok(minutes + "&limit=" + all.size()).get("next_cursor").isNull()).isTrue();
    assertThat(rig.ok(minutes + "&limit=" + (all.size() - 1)).get("next_cursor").isNull())
        .isFalse();
    assertThat(rig.ok(minutes + "&limit=5000").get("rows")).hasSameSizeAs(all);
  }

  @Test
  void aCursorOfAnotherQuestionIsRefused() {
    String id = rig.ok("?granularity=1m&period=6h").get("rows").get(0).get("id").asText();

    assertThat(rig.problem(400, "?granularity=1h&cursor=" + id).get("parameter").asText())
        .isEqualTo("cursor");
    rig.problem(400, "?granularity=1m&from=1&to=60000&cursor=" + id);
    rig.problem(400, "?cursor=" + "A".repeat(40));
    rig.problem(400, "?cursor=%20");
    rig.problem(400, "?cursor=!");
    assertThat(
            rig.ok("?granularity=1m&from=2026-03-01T11:00:00Z&to=2026-03-02T11:00:00Z&cursor=" + id)
                .get("rows"))
        .isNotEmpty();
  }
}
