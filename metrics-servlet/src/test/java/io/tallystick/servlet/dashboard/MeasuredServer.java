package io.tallystick.servlet.dashboard;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.servlet.EndpointSettings;
import io.tallystick.servlet.MetricsHttpServer;
import io.tallystick.spi.StorageBackend;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** An application with a console over a store that it does not close. */
final class MeasuredServer implements AutoCloseable {
  private final MetricsRuntime runtime;
  private final MetricsHttpServer server;
  private Instant end = Instant.now().truncatedTo(ChronoUnit.MINUTES);

  MeasuredServer(StorageBackend store) {
    runtime = MetricsRuntime.builder().storage(store).installed(false).build().start();
    server =
        MetricsHttpServer.start(
            runtime,
            EndpointSettings.standard().rules(rules -> rules.callsAMinute(100_000)),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /** A page over the last 24 hours; its answers may be kept from a moment ago. */
  String address(String page) {
    return "http://127.0.0.1:%d/admin/%s?refresh=off".formatted(server.address().getPort(), page);
  }

  /** A page over 24 hours that nobody asked about before. */
  String otherAddress(String page) {
    end = end.minus(Duration.ofMinutes(1));
    return "%s&from=%s&to=%s".formatted(address(page), end.minus(Duration.ofDays(1)), end);
  }

  @Override
  public void close() {
    server.close();
    runtime.close();
  }
}
