package io.tallystick.servlet.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.core.TimedRuntime;
import io.tallystick.servlet.EndpointSettings;
import io.tallystick.servlet.TestedEndpoints;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.Endpoints;
import io.tallystick.servlet.http.FakeRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A runtime on its own clock, and its API. */
final class ApiRig implements AutoCloseable {
  static final String START = "2026-03-01T10:00:00Z";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String BASE = "/admin/api-metrics";

  final TimedRuntime time;
  final Endpoints endpoints;

  ApiRig() {
    this(TimedRuntime.at(START), settings -> settings);
  }

  ApiRig(TimedRuntime time, UnaryOperator<EndpointSettings> settings) {
    this.time = time;
    EndpointSettings many = EndpointSettings.standard().rules(rules -> rules.callsAMinute(100_000));
    this.endpoints = TestedEndpoints.of(time.runtime(), settings.apply(many));
  }

  Metrics metrics() {
    return time.runtime().metrics();
  }

  /** Requests as the filter records them. */
  void requests(String route, String client, String statusClass, int count, double millis) {
    for (int i = 0; i < count; i++) {
      metrics()
          .histogram(
              "http.request.duration_ms",
              millis,
              Tags.of("route_id", route, "method", "GET", "status_class", statusClass));
    }
    metrics()
        .count(
            "http.request.count",
            count,
            Tags.of("route_id", route, "method", "GET", "status_class", statusClass));
    metrics()
        .count(
            "http.client.request.count",
            count,
            Tags.of("client", client, "status_class", statusClass));
    metrics()
        .count(
            "http.client.bytes.count",
            1_000L * count,
            Tags.of("client", client, "direction", "out"));
    metrics()
        .count(
            "http.client.bytes.count", 10L * count, Tags.of("client", client, "direction", "in"));
    metrics()
        .histogram(
            "http.response.size_bytes",
            1_000.0 * count,
            Tags.of("route_id", route, "method", "GET", "status_class", statusClass));
  }

  void pass(Duration duration) {
    time.pass(duration);
  }

  Answer answer(FakeRequest request) {
    return endpoints.answer(request);
  }

  Answer get(String path) {
    return answer(FakeRequest.to(BASE + path));
  }

  /** The answer to a question that can be answered. */
  JsonNode ok(String path) {
    Answer answer = get(path);
    String text = text(answer);
    assertThat(answer.status()).as("%s: %s", path, text).isEqualTo(200);
    return json(text);
  }

  /** The problem of a question that cannot. */
  JsonNode problem(int status, String path) {
    Answer answer = get(path);
    String text = text(answer);
    assertThat(answer.status()).as("%s: %s", path, text).isEqualTo(status);
    assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json");
    JsonNode problem = json(text);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    return problem;
  }

  Answer post(String path, String body) {
    return answer(
        FakeRequest.to(BASE + path)
            .method("POST")
            .header("Content-Type", "application/json")
            .body(body));
  }

  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException malformed) {
      throw new UncheckedIOException(text, malformed);
    }
  }

  static String text(Answer answer) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      answer.body().writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    time.close();
  }
}
