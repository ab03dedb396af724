package io.tallystick.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Tags;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.testing.ForwardingBackend;
import io.tallystick.servlet.containers.TestContainer;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A runtime with some history, and its endpoints behind a real socket. */
final class WireBed implements AutoCloseable {
  static final String HOSTILE = "<script>alert('x')</script>&\u2028";
  static final String FORMULA = "=cmd|' /C calc'!A0";
  static final String TOKEN = "swordfish-0123456789abcdef";

  private final MetricsRuntime runtime;
  private final TestContainer server;

  private WireBed(MetricsRuntime runtime, TestContainer server) {
    this.runtime = runtime;
    this.server = server;
  }

  /** One that lets ask as often as one likes. */
  static WireBed start(Transport transport) {
    return start(transport, WireBed::often);
  }

  static EndpointSettings often(EndpointSettings settings) {
    return settings.rules(rules -> rules.scrapesAMinute(1_000_000).callsAMinute(1_000_000));
  }

  static WireBed start(Transport transport, UnaryOperator<EndpointSettings> change) {
    MetricsRuntime runtime = runtime();
    return new WireBed(
        runtime, transport.start(runtime, change.apply(EndpointSettings.standard())));
  }

  /** One that finds in the store what another one recorded. */
  static MetricsRuntime runtime() {
    InMemoryBackend kept = InMemoryBackend.create();
    MetricsRuntime before = runtimeOver(kept);
    record(before);
    before.close();
    MetricsRuntime runtime = runtimeOver(kept);
    record(runtime);
    return runtime;
  }

  private static MetricsRuntime runtimeOver(InMemoryBackend kept) {
    return MetricsRuntime.builder()
        .source("service:test")
        .installed(false)
        .collectionOff(Set.of("all")) // two answers shall differ only in what the test made differ
        .storage(
            new ForwardingBackend(kept) {
              @Override
              public void close() {
                // the next one reads what this one wrote
              }
            })
        .build()
        .start();
  }

  private static void record(MetricsRuntime runtime) {
    runtime.metrics().count("orders.count", 3, Tags.of("status", "paid"));
    runtime.metrics().count("orders.count", 1, Tags.of("status", HOSTILE));
    runtime.metrics().count("orders.count", 1, Tags.of("status", FORMULA));
    runtime.metrics().count("http.request.count", 2, Tags.of("route_id", HOSTILE));
    runtime.metrics().histogram("http.request.duration_ms", 12, Tags.of("route_id", HOSTILE));
    runtime.metrics().gauge("queue.depth", 7);
  }

  int port() {
    return server.port();
  }

  /** For the next bytes; a container has a setting of its own for that. */
  void containerWaitsAtMost(Duration time) {
    server.waitAtMost(time);
  }

  Reply ask(String request) throws IOException {
    return Wire.ask(port(), request);
  }

  Reply get(String path, String... headers) throws IOException {
    return Wire.get(port(), path, headers);
  }

  /** After whatever was sent, the next one is answered as if nothing had been. */
  void stillAnswers() throws IOException {
    Reply reply = get("/admin/api-metrics/health");
    assertThat(reply.status()).as("%s", reply).isEqualTo(200);
  }

  /** It is refused, and says nothing that it should not. */
  static void isRefusedWell(String request, Reply reply) {
    assertThat(reply.status()).as("%.200s got %s", request, reply).isBetween(400, 499);
    saysNothingInside(reply);
  }

  static void saysNothingInside(Reply reply) {
    if (reply.isOurs()) {
      assertThat(reply.text())
          .doesNotContain("Exception", "\tat ", "java.", "io.tallystick", TOKEN, "<script");
      assertThat(reply.headers()).containsEntry("x-content-type-options", "nosniff");
      assertThat(reply.headers()).doesNotContainKey("x-injected");
    }
  }

  @Override
  public void close() {
    server.close();
    runtime.close();
  }
}
