package io.tallystick.benchmarks.scrape;

import io.tallystick.Tags;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.servlet.EndpointSettings;
import io.tallystick.servlet.MetricsHttpServer;
import io.tallystick.spi.StorageBackend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An application over a store, and who scrapes it once a second. */
final class Scraper implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int SERIES = 500;

  private final ScheduledExecutorService ticking = Executors.newSingleThreadScheduledExecutor();
  private @Nullable Future<?> scraping;
  private final HttpClient client = HttpClient.newHttpClient();
  private final String name;
  private final MetricsRuntime runtime;
  private final MetricsHttpServer server;
  private int asked;
  private int answered;
  private long slowestNanos;

  Scraper(String name, StorageBackend store) {
    this.name = name;
    runtime =
        MetricsRuntime.builder().installed(false).storage(store).failFast(false).build().start();
    server =
        MetricsHttpServer.start(
            runtime,
            EndpointSettings.standard().rules(rules -> rules.scrapesAMinute(100_000)),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  void start() {
    scraping = ticking.scheduleAtFixedRate(this::scrape, 0, 1, TimeUnit.SECONDS);
  }

  private void scrape() {
    for (int i = 0; i < SERIES; i++) {
      Tags tags = Tags.of("route_id", "/things/" + i);
      runtime.metrics().count("soaked.count", 1, tags);
      runtime.metrics().histogram("soaked.duration_ms", i, tags);
    }
    asked++;
    long start = System.nanoTime();
    if (isAnswered()) {
      answered++;
    }
    slowestNanos = Math.max(slowestNanos, System.nanoTime() - start);
  }

  private boolean isAnswered() {
    URI uri = URI.create("http://127.0.0.1:%d/metrics".formatted(server.address().getPort()));
    try {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 && answer.body().contains("soaked_total{");
    } catch (IOException lost) {
      return false;
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether it scraped to the end, and at least so great a part was answered in time. */
  boolean hasAnswered(double part) {
    return asked > 0 && scraping != null && scraping.isCancelled() && answered >= part * asked;
  }

  /** One line, once it is closed. */
  String report() {
    return "%s: %d of %d scrapes answered within 1 s, the slowest after %.1f ms; %s"
        .formatted(
            name,
            answered,
            asked,
            slowestNanos / (double) TimeUnit.MILLISECONDS.toNanos(1),
            runtime.flushStatus());
  }

  /** Ends scraping, and the application. */
  @Override
  public void close() {
    if (scraping != null) {
      scraping.cancel(false);
    }
    ticking.shutdown();
    try {
      ticking.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
    server.close();
    runtime.close();
  }
}
