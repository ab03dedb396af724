package io.tallystick.servlet.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.core.TimedRuntime;
import io.tallystick.servlet.http.AccessRule;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.FakeRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alert rules over HTTP, from making one to its end. */
class AlertAnswersTest {
  private static final String RULES = "/admin/api-alerts";
  private static final String ERRORS =
      """
      {"name": "Many errors", "type": "error_rate", "threshold_value": 10,
       "group_by": ["route_id"], "minimum_volume": 20, "severity": "critical"}""";

  private final ApiRig rig = new ApiRig();

  @AfterEach
  void close() {
    rig.close();
  }

  private Answer ask(String method, String path, String body, String... headers) {
    FakeRequest request =
        FakeRequest.to(RULES + path)
            .method(method)
            .header("Content-Type", "application/json")
            .body(body);
    for (int i = 0; i < headers.length; i += 2) {
      request = request.header(headers[i], headers[i + 1]);
    }
    return rig.answer(request);
  }

  private static JsonNode json(Answer answer, int status) {
    String text = ApiRig.text(answer);
    assertThat(answer.status()).as(text).isEqualTo(status);
    return ApiRig.json(text);
  }

  private JsonNode get(String path) {
    return json(rig.answer(FakeRequest.to(RULES + path)), 200);
  }

  private String made() {
    return json(ask("POST", "", ERRORS), 201).get("id").asText();
  }

  @Test
  void aRuleIsMadeShownChangedAndRemoved() {
    Answer answer = ask("POST", "", ERRORS);
    JsonNode made = json(answer, 201);
    String path = "/" + made.get("id").asText();
    assertThat(answer.headers().get("ETag")).startsWith("\"1-");
    assertThat(made.get("window_minutes").asInt()).isEqualTo(5);
    assertThat(made.get("state").asText()).isEqualTo("ok");
    assertThat(made.get("created_by").asText()).isNotBlank();
    assertThat(get(path)).isEqualTo(made);
    assertThat(get("")).containsExactly(made);

    String changed = ERRORS.replace("\"threshold_value\": 10", "\"threshold_value\": 20.5");
    Answer second = ask("PUT", path, changed, "If-Match", answer.headers().get("ETag"));
    assertThat(json(second, 200).get("threshold_value").asDouble()).isEqualTo(20.5);
    assertThat(second.headers().get("ETag")).startsWith("\"2-");
    assertThat(get(path).get("created_at")).isEqualTo(made.get("created_at"));

    Answer removed = ask("DELETE", path, "", "If-Match", "\"2\"");
    assertThat(removed.status()).isEqualTo(204);
    assertThat(rig.answer(FakeRequest.to(RULES + path)).status()).isEqualTo(404);
    assertThat(get("")).isEmpty();
  }

  @Test
  void whoHasNotSeenTheLastVersionChangesNothing() {
    String path = "/" + made();

    json(ask("PUT", path, ERRORS), 428);
    json(ask("PUT", path, ERRORS, "If-Match", "\"7\""), 412);
    json(ask("PUT", path, ERRORS, "If-Match", "*"), 412);
    json(ask("DELETE", path, ""), 428);
    json(ask("DELETE", path, "", "If-Match", "W/\"1\""), 412);
    json(ask("PUT", "/none", ERRORS, "If-Match", "\"1\""), 404);
    json(ask("DELETE", "/none", "", "If-Match", "\"1\""), 404);
    assertThat(get("").get(0).get("version").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type': 'error_rate', 'threshold_value': 10} | name | missing | give a text",
        "{'name': 'a', 'type': 'bad'} | type | bad | give one of",
        "{'name': 'a', 'type': 'error_rate', 'threshold_value': 1000} | threshold_value | 1000.0 | 0 to 100",
        "{'name': 'a', 'type': 'error_rate', 'threshold_value': 1, 'x': 2} | x | given | none of",
        "{'name': 'a', 'type': 'metric', 'metric': 'no name', 'threshold_value': 1} | metric | no name | orders",
        "{'name': 'a', 'type': 'error_rate', 'threshold_value': 1, 'webhooks': [{'url': 'https://10.0.0.1/x'}]} | webhooks.url | 10.0.0.1 | ",
        "{'name': 'a', 'type': 'error_rate', 'threshold_value': 1, 'webhooks': [{'url': 'http://example.com/x'}]} | webhooks.url | | https"
      })
  void aFieldThatCannotBeTakenIsNamedWithItsValueAndTheRule(
      String body, String field, String value, String rule) {
    JsonNode problem = json(ask("POST", "", body.replace('\'', '"')), 422);

    assertThat(problem.get("field").asText()).isEqualTo(field);
    assertThat(problem.get("value").asText()).contains(value == null ? "" : value);
    assertThat(problem.get("rule").asText()).contains(rule == null ? "" : rule);
  }

  @Test
  void whatIsNoJsonIsA400() {
    json(ask("POST", "", "{"), 400);
    json(ask("POST", "", ""), 400);
    json(ask("POST", "/backtest", "[]"), 400);
    json(ask("POST", "", "[]"), 422);
  }

  private void minutes(int count, int failed) {
    for (int i = 0; i < count; i++) {
      rig.requests("/a", "client:1", "2xx", 100 - failed, 10);
      if (failed > 0) {
        rig.requests("/a", "client:1", "5xx", failed, 10);
      }
      rig.pass(Duration.ofMinutes(1));
    }
  }

  @Test
  void whatBecomesOfItIsToldWithWhomItWasSentTo() {
    String id = made();
    minutes(3, 0);
    minutes(4, 50);

    JsonNode rule = get("/" + id);
    assertThat(rule.get("state").asText()).isEqualTo("firing");
    assertThat(rule.get("groups").get(0).get("group").asText()).isEqualTo("/a");
    assertThat(rule.get("last_fired_at").asText()).startsWith("2026-03-01T10:0");
    JsonNode events = get("/events?rule=" + id + "&deliveries=yes");
    assertThat(events).hasSize(1);
    assertThat(events.get(0).get("message").asText()).startsWith("Error rate for /a is ");
    assertThat(events.get(0).get("severity").asText()).isEqualTo("critical");
    assertThat(events.get(0).has("deliveries")).isTrue();
    assertThat(get("/events?limit=10")).hasSize(1);
    assertThat(get("/events?rule=none")).isEmpty();
    assertThat(get("/events?from=2026-03-01T12:00:00Z&to=2026-03-01T13:00:00Z")).isEmpty();
  }

  @Test
  void aRuleIsTriedBeforeItIsThereAndAfterwards() {
    minutes(10, 0);
    minutes(10, 50);
    minutes(10, 0);
    String body = "{\"rule\": " + ERRORS + ", \"from\": \"2026-03-01T10:00:00Z\"}";

    JsonNode tried = json(ask("POST", "/backtest", body), 200);

    assertThat(tried.get("count").asInt()).isEqualTo(1);
    JsonNode firing = tried.get("firings").get(0);
    assertThat(firing.get("group").get("route_id").asText()).isEqualTo("/a");
    assertThat(firing.get("value").asDouble()).isBetween(10.0, 50.0);
    assertThat(firing.get("resolved_at").isNull()).isFalse();
    assertThat(tried.get("parts").get(0).get("step_minutes").asInt()).isEqualTo(1);
    String byId = "{\"id\": \"" + made() + "\", \"from\": \"2026-03-01T10:00:00Z\"}";
    assertThat(json(ask("POST", "/backtest", byId), 200)).isEqualTo(tried);
    json(ask("POST", "/backtest", "{\"id\": \"none\"}"), 404);
    json(ask("POST", "/backtest", "{}"), 422);
    json(ask("POST", "/backtest", "{\"rule\": {}}"), 422);
    json(ask("POST", "/backtest", "{\"rule\": " + ERRORS + ", \"from\": \"x\"}"), 422);
    String tooLong = "{\"rule\": " + ERRORS + ", \"from\": \"2020-01-01T00:00:00Z\"}";
    assertThat(json(ask("POST", "/backtest", tooLong), 422).get("field").asText())
        .isEqualTo("from");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T09:00:00.123456Z, 200",
    "+10000-01-01T00:00:00Z, 422",
    "-1000000000-01-01T00:00:00Z, 422",
    "1969-12-31T23:59:59Z, 422",
    "2100-01-01T00:00:00Z, 422"
  })
  void aTimeIsTakenOrNamedHoweverItIsWritten(String time, int status) {
    minutes(2, 0);
    for (String field : List.of("from", "to")) {
      String body = "{\"rule\": %s, \"%s\": \"%s\"}".formatted(ERRORS, field, time);
      JsonNode answer = json(ask("POST", "/backtest", body), status);
      assertThat(status == 200 || answer.get("field").asText().equals(field)).isTrue();
    }
  }

  @Test
  void whatAReaderDoesNotTakeIsAFieldOfTheRule() {
    minutes(2, 0);
    String byNobody = ERRORS.replace("route_id", "no_such_tag");

    JsonNode problem = json(ask("POST", "/backtest", "{\"rule\": " + byNobody + "}"), 422);

    assertThat(problem.get("field").asText()).isEqualTo("group_by");
  }

  @Test
  void whoAsksAgainIsToldWhenItsStateChanged() {
    String path = RULES + "/" + made();
    String tag = rig.answer(FakeRequest.to(path)).headers().get("ETag");
    assertThat(rig.answer(FakeRequest.to(path).header("If-None-Match", tag)).status())
        .isEqualTo(304);

    minutes(3, 50);

    Answer changed = rig.answer(FakeRequest.to(path).header("If-None-Match", tag));
    assertThat(json(changed, 200).get("state").asText()).isEqualTo("firing");
    assertThat(changed.headers().get("ETag")).startsWith("\"1-").isNotEqualTo(tag);
  }

  @Test
  void whoMayOnlyReadSeesNoAddressesOfWebhooks() {
    try (ApiRig readable =
        new ApiRig(
            TimedRuntime.at(ApiRig.START),
            settings -> settings.rules(rules -> rules.reading(AccessRule.everybody())))) {
      for (String path :
          List.of(
              RULES,
              RULES + "/1",
              RULES + "/events",
              "/admin/api-metrics/rate-limits",
              "/admin/api-metrics/rate-limits/k/history")) {
        assertThat(readable.answer(FakeRequest.to(path).from("10.0.0.1")).status())
            .as(path)
            .isEqualTo(403);
      }
      FakeRequest summary = FakeRequest.to("/admin/api-metrics/summary").from("10.0.0.1");
      assertThat(readable.answer(summary).status()).isEqualTo(200);
    }
  }

  @Test
  void aTestTellsWhatComesOfIt() {
    String id = made();

    JsonNode outcomes = json(ask("POST", "/" + id + "/test", "{}"), 200);

    assertThat(outcomes).hasSize(1);
    assertThat(outcomes.get(0).get("receiver").asText()).isEqualTo("log");
    assertThat(outcomes.get(0).get("delivered").asBoolean()).isTrue();
    json(ask("POST", "/none/test", "{}"), 404);
  }

  @Test
  void everyAnswerIsWhatItsDescriptionSays() {
    JsonNode api = ApiRig.json(ApiRig.text(rig.answer(FakeRequest.to("/admin/openapi.json"))));
    Description description = new Description(api);
    String one = "/api-alerts/{id}";
    JsonNode made = json(ask("POST", "", ERRORS), 201);
    String id = made.get("id").asText();
    requireDescribed(description, "/api-alerts", "post", 201, made);
    minutes(2, 0);
    minutes(3, 50);
    requireDescribed(description, "/api-alerts", "get", 200, get(""));
    requireDescribed(description, one, "get", 200, get("/" + id));
    requireDescribed(description, "/api-alerts/events", "get", 200, get("/events?deliveries=yes"));
    JsonNode told = json(ask("POST", "/" + id + "/test", "{}"), 200);
    requireDescribed(description, one + "/test", "post", 200, told);
    JsonNode tried = json(ask("POST", "/backtest", "{\"id\": \"" + id + "\"}"), 200);
    requireDescribed(description, "/api-alerts/backtest", "post", 200, tried);
    JsonNode put = json(ask("PUT", "/" + id, ERRORS, "If-Match", "\"1\""), 200);
    requireDescribed(description, one, "put", 200, put);
    requireDescribed(
        description, one, "put", 412, json(ask("PUT", "/" + id, ERRORS, "If-Match", "\"1\""), 412));
    requireDescribed(description, "/api-alerts", "post", 422, json(ask("POST", "", "{}"), 422));
    JsonNode body = description.body("/api-alerts", "post");
    assertThat(description.errors(body, ApiRig.json(ERRORS))).isEmpty();
    assertThat(description.errors(body, ApiRig.json("{\"name\": \"a\"}"))).isNotEmpty();
    assertThat(description.errors(body, made)).as("what is told and not sent").isNotEmpty();
  }

  private static void requireDescribed(
      Description description, String path, String method, int status, JsonNode answer) {
    String type = status < 300 ? "application/json" : "application/problem+json";
    assertThat(description.errors(description.answer(path, method, status, type), answer))
        .as("%s %s: %s", method, path, answer)
        .isEmpty();
  }

  @Test
  void onlyWhoMayChangesRules() {
    Answer far = rig.answer(FakeRequest.to(RULES).from("10.0.0.1"));
    Answer cross = ask("POST", "", ERRORS, "Origin", "http://evil.example", "Host", "localhost");
    Answer plain =
        rig.answer(
            FakeRequest.to(RULES).method("POST").header("Content-Type", "text/plain").body(ERRORS));

    assertThat(far.status()).isEqualTo(403);
    assertThat(cross.status()).isEqualTo(403);
    assertThat(plain.status()).isEqualTo(415);
    assertThat(get("")).isEmpty();
  }
}
