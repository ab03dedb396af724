package io.tallystick.benchmarks.storage;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.servlet.EndpointSettings;
import io.tallystick.servlet.MetricsHttpServer;
import io.tallystick.spi.StorageBackend;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;

/**
 * How long the last 24 hours take to be answered over HTTP, of 500 clients and 100 endpoints in an
 * SQLite file: each time by a runtime that was just made and has kept no answer. With {@code
 * clients} requests are told apart by endpoint and client together.
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar view
 * java -jar metrics-benchmarks/target/benchmarks.jar view clients
 * }</pre>
 */
public final class DayView {
  private static final int MISUSED = 2;
  private static final int CLIENTS_OF_ROUTE = 66;
  private static final int TIMES = 10;
  private static final int OK = 200;
  private static final double MOST_MILLIS = 2_000;
  private static final String NAME = "day";

  private static final List<String> VIEWS =
      List.of(
          "/summary?period=24h",
          "/heatmap?granularity=hour&period=24h",
          "/endpoints?period=24h",
          "/keys?period=24h",
          "/top-consumers?sort=volume&period=24h",
          "/top-consumers?sort=error_rate&period=24h",
          "/top-consumers?sort=bandwidth&period=24h",
          "?granularity=1h&period=24h&limit=5000",
          "/series?metric=http.request.duration_ms&aggregation=p95&period=24h",
          "/status");

  private final PrintStream out;
  private final PrintStream errors;
  private final HttpClient client = HttpClient.newHttpClient();

  /** A measurement that prints its numbers, and how to use it. */
  public DayView(PrintStream out, PrintStream errors) {
    this.out = out;
    this.errors = errors;
  }

  /**
   * Makes history and asks for it.
   *
   * @return 0 when every view came in time, 1 when one did not, 2 when it was misused
   */
  public int run(String... arguments) {
    boolean isByClient = List.of(arguments).equals(List.of("clients"));
    if (!isByClient && arguments.length > 0) {
      errors.printf("view [clients]%n");
      return MISUSED;
    }
    try (Database database = new SqliteFiles()) {
      DayOfRequests day =
          new DayOfRequests(
              Instant.ofEpochMilli(System.currentTimeMillis()), isByClient ? CLIENTS_OF_ROUTE : 1);
      try (StorageBackend store = database.openStore(NAME)) {
        day.write(store);
      }
      Report report = new Report(out);
      report.say("%-60s %,12d", "series", day.size());
      for (String view : VIEWS) {
        ask(database, view, report);
      }
      return report.isAllMet() ? 0 : 1;
    }
  }

  private void ask(Database database, String view, Report report) {
    Timings first = new Timings();
    for (int i = 0; i < TIMES; i++) {
      try (MetricsRuntime runtime =
              MetricsRuntime.builder().storage(database.openStore(NAME)).installed(false).build();
          MetricsHttpServer server =
              MetricsHttpServer.start(
                  runtime,
                  EndpointSettings.standard(),
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
        runtime.storage().prepare();
        first.time(1, () -> get(server, view));
      }
    }
    report.atMost(MOST_MILLIS, view + ", p50 in ms", first.millisAt(0.5));
    report.atMost(MOST_MILLIS, view + ", slowest in ms", first.millisAt(1));
  }

  private void get(MetricsHttpServer server, String view) {
    URI uri =
        URI.create(
            "http://127.0.0.1:%d/admin/api-metrics%s".formatted(server.address().getPort(), view));
    try {
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      if (answer.statusCode() != OK) {
        throw new IllegalStateException(view + ": " + answer.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
