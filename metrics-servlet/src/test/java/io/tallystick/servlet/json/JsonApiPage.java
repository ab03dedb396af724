package io.tallystick.servlet.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.Tags;
import io.tallystick.UserMetricKind;
import io.tallystick.servlet.http.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the page about the API: from its description, and from real answers. */
final class JsonApiPage {
  static final String WRITE = "docs.json-api.write";
  static final String COMMAND =
      "mvn -pl metrics-servlet -am test -Dtest=JsonApiPageTest -Dsurefire.failIfNoSpecifiedTests=false -D"
          + WRITE
          + "=true";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String HOURS = "from=2026-03-01T10:00:00Z&to=2026-03-01T12:00:00Z";

  private static final List<String> TIME = List.of("period", "from", "to", "zone");
  private static final String TIMED =
      "| `period`, `from`, `to`, `zone` | a time, as said above | Which time it is about. |\n";

  private static final String HEAD =
      """
      # The JSON API

      Generated from the table of its routes in `io.tallystick.servlet.json`, not to be edited; to write it anew: `%s`

      Below `/admin`, or wherever `EndpointSettings` puts it. A machine finds the same at
      `/admin/api-metrics/openapi.json` and `/admin/openapi.json`, as OpenAPI 3.1.

      - Only this machine may ask until an access rule is configured.
      - Times are in UTC. A time begins with `from` and ends before `to`; both are dates with a time,
        such as `2026-03-01T10:00:00Z`, or milliseconds since 1970. Without any it is the last 24 hours.
      - `period` is one of `1h`, `6h`, `24h`, `7d`, `30d` and `12mo`, and ends now. `zone`, such as
        `Europe/Berlin`, tells by whose calendar days, weeks and months begin; without it that of UTC.
      - `error_rate` is a share: 0.02 is 2 of 100 requests. Answers with 4xx and 5xx are errors. A name
        that ends in `_percent` is in percent, in `_ms` in milliseconds, in `_bytes` in bytes.
      - A number that there is none for is `null`. In a series `null` is a gap, which is no zero.
      - What is not asked for as it can be answered gets 400 and a problem of the type
        `application/problem+json`, which names the parameter, its value and what may be given; a field
        of a body that cannot be taken gets 422 in the same way. A store
        that is away, or a question that takes too long, gets 503 with `Retry-After`.
      - Answers have an `ETag`; with `If-None-Match` an answer that did not change is 304 and empty.
      - Answers of a few seconds ago are given again: series for 15 seconds, other numbers for a minute.
      """;

  private static final String RULE =
      """
      {"name": "Many errors", "type": "error_rate", "threshold_value": 10,
       "group_by": ["route_id"], "minimum_volume": 20, "severity": "critical",
       "webhooks": [{"url": "https://hooks.slack.com/services/T0/B0/x", "shape": "slack"}]}""";

  /** What is sent where something is. */
  private static final Map<String, String> SENT =
      Map.of(
          "post /api-metrics/annotations",
          "{\"text\": \"Release 4.2\", \"from\": \"2026-03-01T11:00:00Z\", \"tags\": {\"service\": \"api\"}}",
          "post /api-alerts",
          RULE,
          "put /api-alerts/{id}",
          RULE,
          "post /api-alerts/backtest",
          "{\"rule\": {\"name\": \"Slow\", \"type\": \"response_time\", \"threshold_value\": 500},\n"
              + " \"from\": \"2026-02-22T00:00:00Z\", \"to\": \"2026-03-01T00:00:00Z\"}",
          "post /api-alerts/{id}/test",
          "{}");

  private static final String BAD = "/api-metrics/summary?period=2d";

  private JsonApiPage() {}

  /** An example of each route. */
  private static Map<String, String> examples() {
    Map<String, String> examples = new LinkedHashMap<>();
    examples.put("/api-metrics", "?granularity=1h&period=24h&limit=1");
    examples.put("/api-metrics/summary", "?period=24h");
    examples.put("/api-metrics/endpoints", "?period=24h");
    examples.put("/api-metrics/keys", "?period=24h");
    examples.put("/api-metrics/rate-limits", "?limit=10");
    examples.put("/api-metrics/heatmap", "?granularity=hour&" + HOURS + "&limit=1");
    examples.put("/api-metrics/top-consumers", "?sort=volume&period=24h&limit=10");
    examples.put(
        "/api-metrics/series", "?metric=http.request.count&step=1h&aggregation=count&" + HOURS);
    examples.put("/api-metrics/aggregate", "?metric=http.request.duration_ms&period=24h");
    examples.put(
        "/api-metrics/breakdown", "?metric=http.request.count&group_by=status_class&period=24h");
    examples.put("/api-metrics/cost", "?metric=http.request.count&period=24h");
    examples.put("/api-metrics/gauges/latest", "?metric=lua.pool.active");
    examples.put("/api-metrics/names", "?contains=http.client");
    examples.put("/api-metrics/user-metrics", "?tenant=acme");
    examples.put("/api-metrics/tags", "?metric=http.request.count&key=status_class");
    examples.put("/api-metrics/annotations", "?limit=10");
    examples.put(
        "/api-metrics/export",
        "?format=csv&metric=http.request.count&tag.status_class=5xx&granularity=1h&period=30d");
    examples.put("/api-metrics/tables", "");
    examples.put("/api-metrics/health", "");
    examples.put("/api-metrics/status", "");
    return examples;
  }

  static String page() {
    try (ApiRig rig = new ApiRig()) {
      record(rig);
      StringBuilder page = new StringBuilder(HEAD.formatted(COMMAND));
      JsonNode api = rig.ok("/openapi.json");
      api.get("paths")
          .properties()
          .forEach(
              path ->
                  path.getValue()
                      .properties()
                      .forEach(
                          operation ->
                              describe(
                                  page,
                                  rig,
                                  path.getKey(),
                                  operation.getKey(),
                                  operation.getValue())));
      page.append("\n## What is refused\n");
      example(page, rig, BAD);
      return page.toString();
    }
  }

  private static void record(ApiRig rig) {
    String client = "0123456789abcdef0123456789abcdef";
    rig.requests("/orders/{id}", client, "2xx", 95, 10);
    rig.requests("/orders/{id}", client, "5xx", 5, 400);
    rig.pass(Duration.ofHours(1));
    rig.requests("/items", client, "2xx", 60, 30);
    rig.metrics().gauge("lua.pool.active", 3);
    rig.metrics().recordUserMetric("acme", "sent.count", 7, UserMetricKind.COUNT, Tags.empty());
    rig.pass(Duration.ofMinutes(5));
    for (int i = 0; i < 82; i++) {
      rig.time.runtime().rateLimits().observeName(client, 100, 0);
    }
    rig.pass(Duration.ofSeconds(30));
    rig.post(
        "/annotations",
        "{\"text\":\"Release 4.2\",\"from\":\"2026-03-01T11:00:00Z\",\"tags\":{\"service\":\"api\"}}");
  }

  private static void describe(
      StringBuilder page, ApiRig rig, String path, String method, JsonNode operation) {
    page.append("\n## ").append(method.toUpperCase(Locale.ROOT));
    page.append(" /admin").append(path).append("\n\n");
    page.append(operation.get("summary").asText()).append(".\n");
    JsonNode parameters = operation.get("parameters");
    if (!parameters.isEmpty()) {
      page.append("\n| parameter | what it may be | what it is for |\n|---|---|---|\n");
      boolean isTimed = operation.get("parameters").findValuesAsText("name").contains("zone");
      for (JsonNode parameter : parameters) {
        if (!isTimed || !TIME.contains(parameter.get("name").asText())) {
          row(page, parameter);
        }
      }
      page.append(isTimed ? TIMED : "");
    }
    String sent = SENT.get(method + " " + path);
    if (sent != null) {
      page.append(
          """

          It takes JSON, such as this, and answers with %s:

          ```json
          %s
          ```
          """
              .formatted(success(operation), sent.strip()));
    } else if (method.equals("delete")) {
      page.append("\nIt answers with 204 and nothing.\n");
    } else if (examples().containsKey(path)) {
      example(page, rig, path + examples().get(path));
    }
  }

  private static String success(JsonNode operation) {
    List<String> statuses = new ArrayList<>();
    operation.get("responses").fieldNames().forEachRemaining(statuses::add);
    return statuses.stream().filter(status -> status.startsWith("2")).findFirst().orElseThrow();
  }

  private static void row(StringBuilder page, JsonNode parameter) {
    boolean isFamily = parameter.path("explode").asBoolean();
    page.append("| `")
        .append(parameter.get("name").asText())
        .append(isFamily ? ".KEY` | " : "` | ");
    page.append(rule(parameter.get("schema")));
    page.append(parameter.get("required").asBoolean() ? ", needed" : "");
    page.append(" | ").append(parameter.path("description").asText("")).append(" |\n");
  }

  private static String rule(JsonNode schema) {
    StringBuilder rule = new StringBuilder();
    if (schema.has("enum")) {
      schema
          .get("enum")
          .forEach(
              word ->
                  rule.append(rule.isEmpty() ? "" : ", ")
                      .append('`')
                      .append(word.asText())
                      .append('`'));
    } else if (schema.has("maximum")) {
      rule.append(schema.get("minimum").asInt())
          .append(" to ")
          .append(schema.get("maximum").asInt());
    } else if (schema.has("anyOf")) {
      rule.append("a time");
    } else {
      rule.append("a text");
    }
    return schema.has("default")
        ? rule + "; without it `" + schema.get("default").asText() + '`'
        : rule.toString();
  }

  private static void example(StringBuilder page, ApiRig rig, String path) {
    Answer answer = rig.get(path.substring("/api-metrics".length()));
    String text = ApiRig.text(answer);
    boolean isJson = String.valueOf(answer.headers().get("Content-Type")).contains("json");
    page.append("\n```\nGET /admin").append(path).append("\n```\n\n");
    page.append(isJson ? "```json\n" : "```\n");
    page.append(isJson ? pretty(stable(ApiRig.json(text))) : text.strip().replace("\r\n", "\n"))
        .append("\n```\n");
  }

  /** Without what is another one each time. */
  private static JsonNode stable(JsonNode answer) {
    for (JsonNode each : answer) {
      if (each instanceof ObjectNode object && object.has("text")) {
        object.put("id", "0d4e2f6a-6a1c-4c6e-9a53-2f5b8f4d1c77");
      }
    }
    if (answer instanceof ObjectNode object && object.has("uptime_seconds")) {
      object.put("version", "0.1.0");
      object.put("recorded_bytes", 61_440);
      ((ObjectNode) object.get("store"))
          .put("waiting_bytes", 5_632)
          .put("store_id", "1f0c5a0e7d3b49a2")
          .put("size_bytes", 164_539)
          .put("flushed_rows", 1_293);
      for (JsonNode each : object.get("writers")) {
        ((ObjectNode) each).put("writer", "4be08d1c52a7f3069e1d8b47c60f25a3");
      }
      for (JsonNode each : object.get("memory")) {
        ((ObjectNode) each).put("used_bytes", 20_480).put("given_bytes", 33_554_432);
      }
      ((ObjectNode) object.get("queries"))
          .put("cache_hits", 30)
          .put("cache_misses", 90)
          .put("cache_hit_ratio", 0.25);
      ((ObjectNode) object.get("series")).put("active", 34);
      ArrayNode largest = (ArrayNode) object.at("/series/largest");
      largest.removeAll().addObject().put("metric", "http.request.count").put("series", 2);
    }
    return answer;
  }

  private static String pretty(JsonNode json) {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    printer.indentArraysWith(indenter);
    printer.indentObjectsWith(indenter);
    try {
      return MAPPER.writer(printer).writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
