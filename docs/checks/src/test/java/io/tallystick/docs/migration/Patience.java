package io.tallystick.docs.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.aggregate.LiveSeries;
import io.tallystick.servlet.EndpointSettings;
import io.tallystick.servlet.MetricsHttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Looks at a runtime until it shows something, since it asks collectors on threads of its own. */
final class Patience {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private Patience() {}

  static void until(BooleanSupplier condition) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  /** Asserts again and again, until it is so or the time is over. */
  static void untilItHolds(Runnable assertions) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    long end = System.nanoTime() + LONGEST.toNanos();
    while (System.nanoTime() < end) {
      try {
        assertions.run();
        return;
      } catch (AssertionError notYet) {
        assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
      }
    }
    assertions.run();
  }

  /** The first series of a metric, if there is one. */
  static Optional<LiveSeries> series(MetricsRuntime runtime, String name) {
    return runtime.snapshot().series().stream()
        .filter(live -> live.series().name().equals(name))
        .findFirst();
  }

  /** What Prometheus would read of a runtime. */
  static String scrape(MetricsRuntime runtime) throws Exception {
    InetSocketAddress anyPort = new InetSocketAddress("127.0.0.1", 0);
    try (MetricsHttpServer server =
        MetricsHttpServer.start(runtime, EndpointSettings.standard(), anyPort)) {
      URI address = URI.create("http://127.0.0.1:" + server.address().getPort() + "/metrics");
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
