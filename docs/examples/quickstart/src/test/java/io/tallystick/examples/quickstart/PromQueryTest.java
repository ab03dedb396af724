package io.tallystick.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong expressions do not get through the checks that dashboards and rules have to pass. */
class PromQueryTest {
  private static final ExposedNames NAMES = ExposedNames.ofTheCatalogue();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up",
        "sum by (endpoint) (rate(http_requests_total{status_class=\"5xx\"}[5m]))",
        "sum(rate(http_requests_total[5m])) by (endpoint)",
        "histogram_quantile(0.95, sum by (le) (rate(workflow_duration_seconds_bucket[5m:1m])))",
        "rate(audit_violations_detected_sum[5m]) / rate(audit_violations_detected_count[5m])",
        "auth_requests_total{status=~\"success|failure\", job=~\".*\"} offset 5m > bool 1",
        "auth_requests_total{endpoint=~\"re.*\"}",
        "redis_connections_active / on (database, instance) redis_connections_idle",
        "topk(5, max without (instance, job) (redis_connections_active))"
      })
  void whatTheCatalogueHasMayBeAsked(String expression) {
    assertThat(NAMES.problems(expression, Set.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "rate(http_request_total[5m]); no metric is called http_request_total",
        "http_request_duration_seconds; no metric is called http_request_duration_seconds",
        "up + app_uptime_ms; no metric is called app_uptime_ms",
        "{job=\"shop\"}; no metric is called {}",
        "http_requests_total{route_id=\"/x\"}; http_requests_total has no label route_id",
        "workflow_duration_seconds_sum{le=\"1\"}; workflow_duration_seconds_sum has no label le",
        "sum by (route) (http_requests_total); by (route) is no label of [http_requests_total]",
        "sum(http_requests_total) by (route); by (route) is no label of [http_requests_total]",
        "sum without (pod) (up); without (pod) is no label of [up]",
        "up * on (host) app_info; on (host) is no label of [up, app_info]",
        "auth_requests_total{status=\"fail\"}; status of auth_requests_total is never fail, but"
            + " one of [success, failure]",
        "auth_requests_total{status=~\"success|fail.d\"}; status of auth_requests_total is never"
            + " fail.d, but one of [success, failure]",
        "auth_requests_total{status!=\"ok\"}; status of auth_requests_total is never ok, but one"
            + " of [success, failure]"
      })
  void whatTheCatalogueDoesNotHaveIsNamed(String expression, String problem) {
    assertThat(NAMES.problems(expression, Set.of())).containsExactly(problem);
  }

  @Test
  void aLabelOfTheLegendHasToBeLeftOfTheSeries() {
    String sum = "sum by (endpoint) (http_requests_total)";

    assertThat(NAMES.problems(sum, Set.of("endpoint"))).isEmpty();
    assertThat(NAMES.problems(sum, Set.of("method")))
        .containsExactly("the legend shows method, which no series has");
    assertThat(NAMES.problems("http_requests_total", Set.of("pod")))
        .containsExactly("the legend shows pod, which no series has");
  }

  @Test
  void theResultOfARecordingRuleHasTheLabelsThatAreLeftAlone() {
    ExposedNames names = ExposedNames.ofTheCatalogue();
    names.addResult("endpoint:http_requests:rate5m", Set.of("endpoint"));

    assertThat(names.problems("endpoint:http_requests:rate5m{endpoint=\"/x\"}", Set.of()))
        .isEmpty();
    assertThat(names.problems("endpoint:http_requests:rate5m{method=\"GET\"}", Set.of()))
        .containsExactly("endpoint:http_requests:rate5m has no label method");
  }

  @Test
  void selectorsAreFoundWhereverTheyStand() {
    PromQuery query =
        PromQuery.of("sum(rate(a_total{x=\"1, }\",y!~'2'}[5m:1m])) # b_total\n / c:d unless e");

    assertThat(query.selectors())
        .extracting(PromQuery.Selector::text)
        .containsExactly("a_total{x=\"1, }\",y!~\"2\",}", "c:d{}", "e{}");
  }

  @Test
  void promtoolRefusesWhatIsNoExpressionAndSaysWhich(@TempDir Path directory) throws Exception {
    Promtool.Answer broken =
        Promtool.parse(directory, List.of("up", "sum by (job (up)", "rate(up)"));
    assertThat(broken.status()).isNotZero();
    assertThat(broken.said()).contains("asked:number1", "asked:number2");
    assertThat(broken.said()).doesNotContain("asked:number0");
    assertThat(Promtool.parse(directory, List.of("up", "rate(up[5m])")).status()).isZero();
  }
}
