package io.tallystick.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.servlet.containers.TestContainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever carries a request, the answer is the same. */
class SameAnswersWireTest {
  private static final List<String> OF_THE_TRANSPORT =
      List.of("date", "server", "connection", "keep-alive", "transfer-encoding", "content-length");

  private static MetricsRuntime runtime;
  private static final Map<Transport, TestContainer> SERVERS = new EnumMap<>(Transport.class);

  @BeforeAll
  static void start() {
    runtime = WireBed.runtime();
    for (Transport each : Transport.values()) {
      SERVERS.put(each, each.start(runtime, WireBed.often(EndpointSettings.standard())));
    }
  }

  @AfterAll
  static void stop() {
    SERVERS.values().forEach(TestContainer::close);
    runtime.close();
  }

  /** Status, headers and body, without what servers add, and without what changes by itself. */
  private static String essence(Reply reply) {
    Map<String, String> headers = new TreeMap<>(reply.headers());
    headers.keySet().removeAll(OF_THE_TRANSPORT);
    String type = headers.get("content-type");
    if (type != null) {
      headers.put("content-type", type.replace(" ", ""));
    }
    List<String> lines = new ArrayList<>();
    reply.text().lines().filter(line -> !line.contains("tallystick_")).forEach(lines::add);
    return reply.status() + " " + headers + "\n" + String.join("\n", lines);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /metrics?name%5B%5D=orders_total",
        "HEAD /metrics",
        "POST /metrics",
        "GET /",
        "GET /nothing",
        "HEAD /nothing",
        "GET /metrics/",
        "GET /metrics;x",
        "OPTIONS /admin/api-metrics/annotations",
        "POST /admin/api-metrics/annotations",
        "PUT /admin/api-metrics/annotations",
        "GET /admin/api-metrics/health",
        "HEAD /admin/api-metrics/health",
        "GET /admin/api-metrics/tables",
        "GET /admin/api-metrics/tables/none",
        "GET /admin/api-metrics/annotations?limit=0",
        "GET /admin/api-metrics/annotations?limit=%ff",
        "GET /admin/api-metrics/names?contains=orders",
        "GET /admin/api-metrics/tags?metric=orders.count&key=status",
        "GET /admin/api-metrics/breakdown?metric=orders.count&group_by=status",
        "GET /admin/api-metrics/breakdown?metric=none.such",
        "GET /admin/api-metrics/aggregate?metric=orders.count&aggregation=p200",
        "GET /admin/api-metrics/series",
        "GET /admin/api-metrics/export?format=csv",
        "GET /admin/api-metrics/export?format=xml"
      })
  void theSameRequestGetsTheSameAnswer(String request) throws IOException {
    String[] parts = request.split(" ");
    Map<String, List<Transport>> answers = new TreeMap<>();
    for (Map.Entry<Transport, TestContainer> each : SERVERS.entrySet()) {
      String sent = Wire.request(parts[0], parts[1], "Content-Length: 0");
      Reply reply = Wire.ask(each.getValue().port(), sent);
      assertThat(reply.isOurs()).as("%s got %s", request, reply).isTrue();
      answers.computeIfAbsent(essence(reply), absent -> new ArrayList<>()).add(each.getKey());
    }
    assertThat(answers).hasSize(1);
  }
}
