package io.tallystick.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.testing.TestRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsHttpServerTest {
  private static final InetSocketAddress ANY = new InetSocketAddress("127.0.0.1", 0);
  private static final String NO_DELAY = "sun.net.httpserver.nodelay";

  private final MetricsRuntime runtime = TestRuntime.create();

  @AfterEach
  void stop() {
    runtime.close();
  }

  private static Set<Thread> ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("tallystick-http") && thread.isAlive())
        .collect(Collectors.toSet());
  }

  @Test
  void closingLeavesNoThreadAndNoPort() throws Exception {
    Set<Thread> before = ownThreads();
    MetricsHttpServer server = MetricsHttpServer.start(runtime, EndpointSettings.standard(), ANY);
    int port = server.address().getPort();
    for (int i = 0; i < 10; i++) {
      assertThat(Wire.get(port, "/metrics").status()).isEqualTo(200);
    }
    assertThat(ownThreads()).hasSizeGreaterThan(before.size()).allMatch(Thread::isDaemon);

    server.close();
    server.close();

    assertThatThrownBy(() -> Wire.get(port, "/metrics")).isInstanceOf(ConnectException.class);
    for (Thread each : ownThreads()) {
      if (!before.contains(each)) {
        each.join(Duration.ofSeconds(10).toMillis());
        assertThat(each.isAlive()).as(each.getName()).isFalse();
      }
    }
  }

  @Test
  void closingDoesNotWaitForWhoIsSlow() throws IOException {
    MetricsHttpServer server = MetricsHttpServer.start(runtime, EndpointSettings.standard(), ANY);
    try (Wire wire = Wire.to(server.address().getPort())) {
      wire.send("POST /admin/api-metrics/annotations HTTP/1.1\r\nHost: localhost\r\n");
      long start = System.nanoTime();

      server.close();

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    }
  }

  @Test
  void shortAnswersAreNotHeldBackUnlessSomebodyWantsIt() {
    String before = System.getProperty(NO_DELAY);
    try {
      System.clearProperty(NO_DELAY);
      MetricsHttpServer.start(runtime, EndpointSettings.standard(), ANY).close();
      assertThat(System.getProperty(NO_DELAY)).isEqualTo("true");

      System.setProperty(NO_DELAY, "false");
      MetricsHttpServer.start(runtime, EndpointSettings.standard(), ANY).close();
      assertThat(System.getProperty(NO_DELAY)).isEqualTo("false");
    } finally {
      System.setProperty(NO_DELAY, before == null ? "true" : before);
    }
  }

  /** With a delay each of them takes 40 ms. */
  @Test
  void shortAnswersOnOneConnectionComeAtOnce() throws IOException {
    try (MetricsHttpServer server =
            MetricsHttpServer.start(runtime, EndpointSettings.standard(), ANY);
        Wire wire = Wire.to(server.address().getPort())) {
      wire.send("GET /admin/api-metrics/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(wire.reply(false).status()).isEqualTo(200);
      long start = System.nanoTime();
      for (int i = 0; i < 50; i++) {
        wire.send("GET /admin/api-metrics/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(wire.reply(false).status()).isEqualTo(200);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void aPortThatIsTakenIsSaid() {
    try (MetricsHttpServer server =
        MetricsHttpServer.start(runtime, EndpointSettings.standard(), ANY)) {
      assertThatThrownBy(
              () -> MetricsHttpServer.start(runtime, EndpointSettings.standard(), server.address()))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(Integer.toString(server.address().getPort()));
    }
  }

  @Test
  void aRuntimeThatIsSwitchedOffHasNoEndpoints() throws IOException {
    try (MetricsRuntime off = MetricsRuntime.builder().installed(false).enabled(false).build();
        MetricsHttpServer server = MetricsHttpServer.start(off, EndpointSettings.standard(), ANY)) {
      assertThat(Wire.get(server.address().getPort(), "/metrics").status()).isEqualTo(404);
    }
  }

  @Test
  void aConnectionTakesOneRequestAfterTheOther() throws IOException {
    try (MetricsHttpServer server =
            MetricsHttpServer.start(runtime, EndpointSettings.standard(), ANY);
        Wire wire = Wire.to(server.address().getPort())) {
      for (int i = 0; i < 20; i++) {
        wire.send(Wire.request("GET", "/metrics"));
        assertThat(wire.reply(false).status()).isEqualTo(200);
      }
    }
  }
}
