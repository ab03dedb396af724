package io.tallystick.benchmarks.storage;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What 500 clients asked of 100 endpoints within two days, as the filter records it: folded, by the
 * hour, and finer in the hours in which a view of 24 hours begins and ends.
 */
final class DayOfRequests {
  private static final int ENDPOINTS = 100;
  private static final int CLIENTS = 500;
  private static final int SAMPLES = 1_000;
  private static final int ROWS_A_BATCH = 5_000;
  private static final Duration BOTH_DAYS = Duration.ofDays(2);
  private static final List<String> CLASSES = List.of("2xx", "4xx", "5xx");

  private final Instant now;
  private final List<SeriesKey> series = new ArrayList<>();
  private final List<HistogramState> states = Load.histograms(SAMPLES);
  private List<OwnedBucket> rows = new ArrayList<>();

  /**
   * Plans it.
   *
   * @param clientsOfRoute how many clients of each route are told apart; 1 for none
   */
  DayOfRequests(Instant now, int clientsOfRoute) {
    this.now = now;
    for (int endpoint = 0; endpoint < ENDPOINTS; endpoint++) {
      for (String status : CLASSES) {
        addRoute(endpoint, status, clientsOfRoute);
      }
    }
    for (int client = 0; client < CLIENTS; client++) {
      for (String status : CLASSES) {
        add(
            "http.client.request.count",
            MetricKind.COUNTER,
            Tags.of("client", client(client), "status_class", status));
      }
      for (String direction : List.of("in", "out")) {
        add(
            "http.client.bytes.count",
            MetricKind.COUNTER,
            Tags.of("client", client(client), "direction", direction));
      }
    }
  }

  private void addRoute(int endpoint, String status, int clients) {
    Tags route = Tags.of("route_id", "/items/" + endpoint, "method", "GET", "status_class", status);
    add("http.request.duration_ms", MetricKind.HISTOGRAM, route);
    add("http.response.size_bytes", MetricKind.HISTOGRAM, route);
    for (int client = 0; client < clients; client++) {
      add(
          "http.request.count",
          MetricKind.COUNTER,
          clients == 1
              ? route
              : Tags.of(
                  "route_id",
                  "/items/" + endpoint,
                  "method",
                  "GET",
                  "status_class",
                  status,
                  "client",
                  client(client)));
    }
  }

  private static String client(int number) {
    return "%032x".formatted(number);
  }

  private void add(String name, MetricKind kind, Tags tags) {
    series.add(SeriesKey.system(name, kind, "service:api", tags));
  }

  int size() {
    return series.size();
  }

  /** Writes it straight into an empty store. */
  void write(StorageBackend store) {
    Instant hour = Granularity.HOUR.bucketStart(now);
    Instant day = now.minus(Duration.ofDays(1));
    write(store, Granularity.HOUR, new TimeRange(hour.minus(BOTH_DAYS), hour));
    Instant edge = Granularity.HOUR.bucketStart(day);
    write(store, Granularity.FIVE_MINUTES, new TimeRange(edge, edge.plus(Duration.ofHours(1))));
    Instant five = Granularity.FIVE_MINUTES.bucketStart(now);
    write(store, Granularity.FIVE_MINUTES, new TimeRange(hour, five));
    write(store, Granularity.MINUTE, new TimeRange(five, Granularity.MINUTE.bucketStart(now)));
  }

  private void write(StorageBackend store, Granularity granularity, TimeRange range) {
    Instant start = range.from();
    while (start.isBefore(range.to())) {
      for (int i = 0; i < series.size(); i++) {
        rows.add(
            new OwnedBucket(
                series.get(i),
                granularity,
                WriterId.FOLDED,
                new Bucket(start, 1, state(series.get(i), i))));
        if (rows.size() == ROWS_A_BATCH) {
          flush(store);
        }
      }
      start = start.plus(granularity.width());
    }
    flush(store);
  }

  private void flush(StorageBackend store) {
    if (!rows.isEmpty()) {
      store.buckets().write(new Batch(rows));
      rows = new ArrayList<>();
    }
  }

  private BucketState state(SeriesKey of, int seed) {
    return of.kind() == MetricKind.COUNTER
        ? CounterState.ofWhole(1 + seed % 100)
        : states.get(seed % states.size());
  }
}
