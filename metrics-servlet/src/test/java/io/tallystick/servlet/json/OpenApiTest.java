package io.tallystick.servlet.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tallystick.Tags;
import io.tallystick.UserMetricKind;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.FakeRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the description of the API says what real answers are. */
class OpenApiTest {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final List<String> OPERATIONS =
      List.of(
          "get /api-metrics",
          "get /api-metrics/summary",
          "get /api-metrics/endpoints",
          "get /api-metrics/keys",
          "get /api-metrics/rate-limits",
          "get /api-metrics/rate-limits/{key}/history",
          "get /api-metrics/heatmap",
          "get /api-metrics/top-consumers",
          "get /api-metrics/export",
          "get /api-metrics/series",
          "get /api-metrics/aggregate",
          "get /api-metrics/breakdown",
          "get /api-metrics/cost",
          "get /api-metrics/names",
          "get /api-metrics/tags",
          "get /api-metrics/user-metrics",
          "get /api-metrics/gauges/latest",
          "get /api-metrics/tables",
          "get /api-metrics/tables/{name}",
          "get /api-metrics/annotations",
          "post /api-metrics/annotations",
          "get /api-metrics/health",
          "get /api-metrics/status",
          "get /api-metrics/openapi.json",
          "get /api-alerts",
          "post /api-alerts",
          "get /api-alerts/events",
          "post /api-alerts/backtest",
          "get /api-alerts/{id}",
          "put /api-alerts/{id}",
          "delete /api-alerts/{id}",
          "post /api-alerts/{id}/test",
          "get /openapi.json");

  private static final String ORDERS = "metric=shop.orders.count";

  private static ApiRig rig;
  private static JsonNode api;

  @BeforeAll
  static void record() {
    rig = new ApiRig();
    String client = "0123456789abcdef0123456789abcdef";
    rig.requests("/orders/{id}", client, "2xx", 80, 10);
    rig.requests("/items", client, "5xx", 5, 30);
    rig.metrics().count("shop.orders.count", 2, Tags.of("status", "paid"));
    rig.metrics().count("shop.orders.count", 0.5, Tags.of("status", "open"));
    rig.metrics().gauge("shop.carts.active", 3, Tags.of("shop", "a"));
    rig.metrics().recordUserMetric("acme", "sent.count", 7, UserMetricKind.COUNT, Tags.empty());
    rig.time.runtime().rateLimits().observe("partner", 1);
    rig.pass(Duration.ofHours(1).plusMinutes(30));
    rig.time.runtime().rateLimits().observe("partner", 2);
    rig.post("/annotations", "{\"text\":\"Release\",\"tags\":{\"service\":\"api\"}}");
    api = rig.ok("/openapi.json");
  }

  @AfterAll
  static void close() {
    rig.close();
  }

  private static List<Error> errors(JsonNode schema, JsonNode document) {
    return new Description(api).errors(schema, document);
  }

  private static JsonNode schema(String path, String method, int status, String type) {
    return new Description(api).answer(path, method, status, type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?granularity=1m&limit=1",
        "/summary",
        "/summary?period=12mo",
        "/endpoints",
        "/keys",
        "/rate-limits",
        "/rate-limits?near=true&hours=1",
        "/heatmap",
        "/top-consumers",
        "/series?" + ORDERS,
        "/series?" + ORDERS + "&group_by=status",
        "/series?" + ORDERS + "&group_by=status&detail=full",
        "/series?metric=http.request.duration_ms&aggregation=p99.9&detail=full",
        "/series?metric=nobody.knows.count&detail=full",
        "/aggregate?" + ORDERS,
        "/aggregate?metric=http.request.duration_ms&aggregation=p12.5",
        "/aggregate?metric=nobody.knows.count",
        "/breakdown?" + ORDERS + "&group_by=status",
        "/breakdown?" + ORDERS + "&group_by=status&detail=full",
        "/cost?" + ORDERS + "&period=7d",
        "/cost?metric=nobody.knows.count",
        "/names",
        "/tags?" + ORDERS,
        "/user-metrics?tenant=acme",
        "/gauges/latest?metric=shop.carts.active&group_by=shop",
        "/annotations",
        "/export?format=json&granularity=1m",
        "/export?format=json&sketches=true&metric=http.request.duration_ms",
        "/tables",
        "/health",
        "/status",
        "/openapi.json"
      })
  void anAnswerIsWhatItsDescriptionSays(String path) {
    String plain = "/api-metrics" + path.replaceAll("\\?.*", "");

    JsonNode answer = rig.ok(path);

    assertThat(errors(schema(plain, "get", 200, "application/json"), answer))
        .as("" + answer)
        .isEmpty();
  }

  @Test
  void aNoteThatIsMadeIsWhatItsDescriptionSays() {
    Answer made = rig.post("/annotations", "{\"text\":\"Release\"}");

    JsonNode schema = schema("/api-metrics/annotations", "post", 201, "application/json");
    assertThat(errors(schema, ApiRig.json(ApiRig.text(made)))).isEmpty();
    JsonNode body =
        api.at(
            "/paths/~1api-metrics~1annotations/post/requestBody/content/application~1json/schema");
    assertThat(errors(body, ApiRig.json("{\"text\":\"Release\",\"tags\":{\"a\":\"b\"}}")))
        .isEmpty();
    assertThat(errors(body, ApiRig.json("{\"tags\":{}}"))).isNotEmpty();
    assertThat(errors(body, ApiRig.json("{\"text\":\"a\",\"more\":1}"))).isNotEmpty();
  }

  /** A description that takes everything shows nothing. */
  @Test
  void anAnswerWithSomethingElseInItIsNot() {
    for (String path : List.of("/summary", "/heatmap", "/aggregate?" + ORDERS, "/status", "")) {
      JsonNode schema =
          schema("/api-metrics" + path.replaceAll("\\?.*", ""), "get", 200, "application/json");
      ObjectNode answer = (ObjectNode) rig.ok(path);
      answer.put("surplus", 1);
      assertThat(errors(schema, answer)).as(path).isNotEmpty();
      answer.remove("surplus");
      answer.remove(answer.fieldNames().next());
      assertThat(errors(schema, answer)).as(path).isNotEmpty();
    }
  }

  @Test
  void everyOperationIsThereAndNothingElse() {
    Set<String> operations = new HashSet<>();
    api.get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          operations.add(method + " " + path.getKey());
                          String real =
                              "/admin"
                                  + path.getKey()
                                      .replace("{name}", "none")
                                      .replace("{id}", "none")
                                      .replace("{key}", "nobody");
                          int status =
                              rig.answer(
                                      FakeRequest.to(real).method(method.toUpperCase(Locale.ROOT)))
                                  .status();
                          assertThat(status).as(path.getKey()).isNotEqualTo(405);
                          assertThat(status == 404)
                              .as(path.getKey())
                              .isEqualTo(
                                  method.equals("get") && path.getKey().matches(".*\\{(name|id)}"));
                        }));
    assertThat(operations).containsExactlyInAnyOrderElementsOf(OPERATIONS);
  }

  @Test
  void theHistoryOfAKeyIsWhatItsDescriptionSays() {
    String key = rig.time.runtime().keyedHash().apply("partner");
    JsonNode schema =
        schema("/api-metrics/rate-limits/{key}/history", "get", 200, "application/json");

    JsonNode answer = rig.ok("/rate-limits/" + key + "/history");

    assertThat(answer.get("points")).isNotEmpty();
    assertThat(errors(schema, answer)).isEmpty();
  }

  @Test
  void everyParameterIsTakenAndAnotherOneIsNot() {
    api.get("paths")
        .properties()
        .forEach(
            path -> {
              JsonNode get = path.getValue().get("get");
              if (get == null) {
                return; // it only takes what is sent
              }
              String real =
                  "/admin"
                      + path.getKey()
                          .replaceAll("\\{(name|id)}", "none")
                          .replace("{key}", "nobody");
              for (JsonNode parameter : get.get("parameters")) {
                if (parameter.get("in").asText().equals("query")) {
                  requireTaken(real, parameter);
                }
              }
              Answer other = rig.answer(FakeRequest.to(real + "?no_such_parameter=1"));
              assertThat(other.status()).as(real).isEqualTo(400);
              assertThat(ApiRig.json(ApiRig.text(other)).get("parameter").asText())
                  .isEqualTo("no_such_parameter");
            });
  }

  /** It may be refused for its value or for one that is missing, but not as one that is unknown. */
  private static void requireTaken(String path, JsonNode parameter) {
    boolean isFamily = parameter.path("explode").asBoolean();
    String name = parameter.get("name").asText() + (isFamily ? ".status" : "");
    JsonNode schema = parameter.get("schema");
    List<String> values = new ArrayList<>();
    schema.path("enum").forEach(word -> values.add(word.asText()));
    if (schema.has("maximum")) {
      values.add(schema.get("minimum").asText());
      values.add(schema.get("maximum").asText());
      String above = Long.toString(schema.get("maximum").asLong() + 1);
      assertThat(refusal(path, name, above)).isEqualTo(name);
    }
    if (schema.has("enum")) {
      assertThat(refusal(path, name, "no_such_word")).isEqualTo(name);
    }
    values.add(schema.has("default") ? schema.get("default").asText() : "x");
    for (String value : values) {
      Answer answer = rig.answer(FakeRequest.to(path + "?" + name + "=" + value));
      assertThat(ApiRig.text(answer)).as("%s?%s", path, name).doesNotContain("this endpoint takes");
      if (!value.equals("x") && answer.status() == 400) {
        assertThat(ApiRig.json(ApiRig.text(answer)).path("parameter").asText())
            .as("%s?%s=%s", path, name, value)
            .isNotEqualTo(name);
      }
    }
  }

  /** Which parameter is refused; what is required is given. */
  private static String refusal(String path, String name, String value) {
    String needed =
        "metric=shop.orders.count&group_by=status&tenant=acme&type=user&" + name + "=" + value;
    StringBuilder query = new StringBuilder();
    for (JsonNode parameter :
        api.get("paths")
            .get(path.replace("/admin", "").replace("none", "{name}").replace("nobody", "{key}"))
            .get("get")
            .get("parameters")) {
      for (String part : needed.split("&")) {
        if (part.startsWith(parameter.get("name").asText() + "=")
            && (part.startsWith(name + "=") == part.equals(name + "=" + value))) {
          query.append(part).append('&');
        }
      }
    }
    Answer answer = rig.answer(FakeRequest.to(path + "?" + query));
    if (answer.status() == 404) {
      return name;
    }
    assertThat(answer.status()).as("%s?%s", path, query).isEqualTo(400);
    return ApiRig.json(ApiRig.text(answer)).get("parameter").asText();
  }

  @Test
  void problemsAreWhatTheirDescriptionSays() {
    JsonNode problem = api.at("/components/schemas/Problem");
    List<Answer> answers =
        List.of(
            rig.get("/summary?period=2d"),
            rig.get("/tables/none"),
            rig.answer(FakeRequest.to("/admin/api-metrics/summary").from("10.0.0.1")),
            rig.answer(FakeRequest.to("/admin/api-metrics/annotations").method("POST")),
            rig.post("/annotations", "{}"),
            rig.post("/annotations", " ".repeat(70_000)),
            rig.get("/series?metric=" + "a".repeat(5_000)));

    List<Integer> statuses = new ArrayList<>();
    for (Answer answer : answers) {
      statuses.add(answer.status());
      JsonNode found = ApiRig.json(ApiRig.text(answer));
      assertThat(errors(problem, found)).as("" + found).isEmpty();
      JsonNode described =
          api.at("/paths/~1api-metrics~1annotations/post/responses").has("" + answer.status())
              ? problem
              : api.at("/paths/~1api-metrics~1tables~1{name}/get/responses/" + answer.status());
      assertThat(described.isMissingNode()).as("" + answer.status()).isFalse();
    }
    assertThat(statuses).containsExactly(400, 404, 403, 415, 400, 413, 414);
  }

  /** Every schema by the rules for schemas, and what OpenAPI needs beside them. */
  @Test
  void theDescriptionIsWellFormed() {
    assertThat(api.get("openapi").asText()).isEqualTo("3.1.0");
    assertThat(api.at("/info/title").asText()).isNotBlank();
    assertThat(api.at("/info/version").asText()).isNotBlank();
    assertThat(api.at("/servers/0/url").asText()).isEqualTo("../../admin");
    Set<String> ids = new HashSet<>();
    api.get("paths")
        .forEach(
            operations ->
                operations.forEach(
                    operation -> {
                      assertThat(ids.add(operation.get("operationId").asText()))
                          .as(operation.get("operationId").asText())
                          .isTrue();
                      assertThat(operation.get("summary").asText()).isNotBlank();
                      operation
                          .get("responses")
                          .forEach(
                              response ->
                                  assertThat(response.get("description").asText()).isNotBlank());
                    }));
    api.findValues("schema").forEach(OpenApiTest::requireSchema);
  }

  private static void requireSchema(JsonNode schema) {
    assertThat(
            REGISTRY
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                .validate(schema))
        .as("" + schema)
        .isEmpty();
  }

  @Test
  void theDescriptionIsFoundBelowTheBaseTooWithTheSamePaths() {
    JsonNode below = ApiRig.json(ApiRig.text(rig.answer(FakeRequest.to("/admin/openapi.json"))));

    assertThat(below.at("/servers/0/url").asText()).isEqualTo("../admin");
    assertThat(below.get("paths")).isEqualTo(api.get("paths"));
  }
}
