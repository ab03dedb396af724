package io.tallystick.servlet.dashboard;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.core.sketch.Grid;
import io.tallystick.core.sketch.QuantileSketch;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.Percentiles;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.SketchBytes;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A day of a system that has something for every kind of panel, with an hour in which it was off.
 */
final class SeededHistory {
  /** What somebody might call a thing to do harm. */
  static final String HOSTILE = "<img src=x onerror=\"window.harmed=1\">\"'</script><b>";

  static final String CLIENT = "0123456789abcdef0123456789abcdef";
  static final String OTHER_CLIENT = "fedcba9876543210fedcba9876543210";
  static final int MINUTES = 1_440;
  static final int OFF_FROM = 700;
  static final int OFF_TO = 760;

  private static final WriterId WRITER = new WriterId(5, 5);
  private final List<OwnedBucket> rows = new ArrayList<>();
  private Instant minute = Instant.EPOCH;

  /** Writes it, up to now. */
  static void write(StorageBackend backend) {
    write(backend, false);
  }

  /** Writes it, up to now, with what few systems have or without. */
  static void write(StorageBackend backend, boolean isFull) {
    SeededHistory history = new SeededHistory();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    for (int ago = MINUTES; ago > 0; ago--) {
      if (ago <= OFF_FROM || ago > OFF_TO) {
        history.minute = now.minus(Duration.ofMinutes(ago));
        history.fill(ago);
        if (isFull) {
          SeededPanels.fill(history, ago);
        }
        backend.buckets().write(new Batch(List.copyOf(history.rows)));
        history.rows.clear();
      }
    }
  }

  private void fill(int ago) {
    requests("/api/orders", "GET", "2xx", 60);
    requests("/api/orders", "GET", "5xx", ago % 90 == 0 ? 30 : 1);
    requests(HOSTILE, "POST", "2xx", 20);
    client(CLIENT, "2xx", 50);
    client(OTHER_CLIENT, "5xx", 9);
    count("auth.login.attempt", 8, "method", "password", "status", "success");
    count("auth.login.attempt", 1, "method", "password", "status", "fail");
    count("auth.session.created.count", 7, "provider", "local");
    count("authz.decision.count", 90, "result", "allowed", "source", "rebac");
    count("authz.decision.count", 4, "result", "denied", "source", "rebac");
    count("webhook.emit.count", 5, "event_type", "invoice");
    count("qstash.publish.error.count", ago % 7 == 0 ? 1 : 0, "queue", "main");
    count("oidc.token.request.count", 6, "grant_type", HOSTILE, "result", "success");
    count("cache.hit.count", 100, "cache", "items");
    count("cache.miss.count", 9, "cache", "items");
    time("authz.check.duration_ms", 3, "result", "allowed");
    time("pipeline.exec.duration_ms", 90, "trigger_event", HOSTILE);
    time("pipeline.exec.duration_ms", 40, "trigger_event", "user.created");
    gauge("auth.session.active", 120);
    gauge("tallystick.series.active", 40);
  }

  private void client(String client, String statusClass, int count) {
    count("http.client.request.count", count, "client", client, "status_class", statusClass);
    count("http.client.bytes.count", 1_000L * count, "client", client, "direction", "out");
  }

  private void requests(String route, String method, String statusClass, int count) {
    count(
        "http.request.count",
        count,
        "route_id",
        route,
        "method",
        method,
        "status_class",
        statusClass);
    time("http.request.duration_ms", 40, "route_id", route, "status_class", statusClass);
  }

  private static Tags tags(String... tags) {
    Tags all = Tags.empty();
    for (int i = 0; i < tags.length; i += 2) {
      all = all.and(Tags.of(tags[i], tags[i + 1]));
    }
    return all;
  }

  void count(String name, long amount, String... tags) {
    if (amount > 0) {
      put(name, MetricKind.COUNTER, CounterState.ofWhole(amount), tags);
    }
  }

  void gauge(String name, double value, String... tags) {
    GaugeState state =
        new GaugeState(value, minute.plusSeconds(59), value, value, value * 60_000, 60_000);
    put(name, MetricKind.GAUGE, state, tags);
  }

  void time(String name, double millis, String... tags) {
    QuantileSketch sketch =
        QuantileSketch.ofGrid(new int[] {Grid.indexOf(millis)}, new long[] {20}, 1, millis, millis);
    Percentiles percentiles = new Percentiles(millis, millis, millis);
    SketchBytes bytes = SketchBytes.copyOf(sketch.encode());
    put(
        name,
        MetricKind.HISTOGRAM,
        new HistogramState(20, 20 * millis, millis, millis, percentiles, bytes),
        tags);
  }

  private void put(String name, MetricKind kind, BucketState state, String... tags) {
    SeriesKey series = SeriesKey.system(name, kind, "service:api", tags(tags));
    rows.add(new OwnedBucket(series, Granularity.MINUTE, WRITER, new Bucket(minute, 1, state)));
  }
}
