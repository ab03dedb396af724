package io.tallystick.core.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tallystick.core.json.JsonTree;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rule may say, and what it is told when it says something else. */
class RuleDefinitionTest {
  @Test
  void whatIsWrittenIsReadAgain() {
    List<RuleDefinition> rules =
        List.of(
            RuleDefinition.errorRate("Errors", 10)
                .endpoint("GET /api/*")
                .apiKey("client:1")
                .tag("region", "eu", "us")
                .groupBy("route_id", "method")
                .minimumVolume(20)
                .window(7)
                .hold(2)
                .cooldown(0)
                .severity(Severity.CRITICAL)
                .enabled(false)
                .webhooks(new WebhookTarget("https://hooks.example.com/a?b=c", true)),
            RuleDefinition.responseTime("Slow", 500.5).aggregation("p99.9"),
            RuleDefinition.rateLimit("Near", 80),
            RuleDefinition.spike("Spike", "orders.count").spike(7, 50, 3),
            RuleDefinition.absent("Silence", "orders.count"),
            RuleDefinition.metric(
                "Share",
                RuleMeasure.of("orders.count").per("visits.count", new TreeMap<>()),
                Comparison.LTE,
                0.5));

    assertThat(rules)
        .allSatisfy(
            rule ->
                assertThat(RuleDefinition.parse(JsonTree.write(rule.fields()))).isEqualTo(rule));
  }

  @Test
  void whatIsNotSaidIsAsPeopleExpect() {
    RuleDefinition rule =
        RuleDefinition.parse("{\"name\":\"E\",\"type\":\"error_rate\",\"threshold_value\":10}");

    assertThat(rule).isEqualTo(RuleDefinition.errorRate("E", 10));
    assertThat(rule.timing()).isEqualTo(new RuleTiming(5, 0, 30));
    assertThat(rule.condition().comparison()).isEqualTo(Comparison.GT);
    assertThat(rule.severity()).isEqualTo(Severity.WARNING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'error_rate','threshold_value':1} | name is missing: give a text.",
        "{'name':' ','type':'error_rate','threshold_value':1} | name is blank",
        "{'name':'a','type':'errors'} | type is errors: give one of error_rate, response_time",
        "{'name':'a','type':'error_rate'} | threshold_value is missing: give a number.",
        "{'name':'a','type':'error_rate','threshold_value':'ten'} | threshold_value is ten",
        "{'name':'a','type':'error_rate','threshold_value':101} | a number from 0 to 100.",
        "{'name':'a','type':'error_rate','threshold_value':1e400} | threshold_value is Infinity",
        "{'name':'a','type':'error_rate','threshold_value':1,'window_minutes':0} | from 1 to 1440",
        "{'name':'a','type':'error_rate','threshold_value':1,'window_minutes':1.5} | whole number",
        "{'name':'a','type':'error_rate','threshold_value':1,'cooldown_minutes':-1} | 0 to 10080",
        "{'name':'a','type':'error_rate','threshold_value':1,'severity':'bad'} | severity is bad",
        "{'name':'a','type':'error_rate','threshold_value':1,'comparison':'eq'} | gt, lt, gte, lte",
        "{'name':'a','type':'error_rate','threshold_value':1,'metric':'a.b'} | has its own",
        "{'name':'a','type':'error_rate','threshold_value':1,'x':1} | x is given: it is none of",
        "{'name':'a','type':'metric','threshold_value':1} | metric is missing",
        "{'name':'a','type':'metric','metric':'Bad','threshold_value':1} | such as orders.count",
        "{'name':'a','type':'metric','metric':'a.b','aggregation':'p101','threshold_value':1} | p95",
        "{'name':'a','type':'spike','metric':'a.b','window_minutes':5} | from 1 to 2",
        "{'name':'a','type':'spike','metric':'a.b','sensitivity':11} | from 1 to 10",
        "{'name':'a','type':'absent','metric':'a.b','group_by':['a','b','c']} | at most 2",
        "{'name':'a','type':'absent','metric':'a.b','group_by':'A'} | the key of a tag",
        "{'name':'a','type':'absent','metric':'a.b','tag_filter':{'k':[]}} | one value at least",
        "{'name':'a','type':'absent','metric':'a.b','endpoint_filter':'/a*b'} | at its end only",
        "{'name':'a','type':'rate_limit','threshold_value':80,'group_by':'k'} | kept by key",
        "{'name':'a','type':'absent','metric':'a.b','webhooks':[{'url':'ftp://a'}]} | https://",
        "{'name':'a','type':'absent','metric':'a.b','webhooks':[{'shape':'x'}]} | shape is x",
        "[] | give an object of JSON",
      })
  void whatCannotBeIsRefusedWithFieldValueAndRule(String json, String message) {
    assertThatExceptionOfType(InvalidRuleException.class)
        .isThrownBy(() -> RuleDefinition.parse(json.replace('\'', '"')))
        .withMessageContaining(message);
  }

  @Test
  void whatIsNoJsonIsRefusedWithoutShowingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RuleDefinition.parse("{\"name\": secret"))
        .withMessageContaining("It is no JSON: see line 1")
        .withMessageNotContaining("secret");
  }

  @Test
  void theAddressOfAWebhookIsShownWithoutItsPath() {
    assertThat(new WebhookTarget("https://hooks.example.com/T0/secret", true).toString())
        .isEqualTo("webhook hooks.example.com");
  }
}
