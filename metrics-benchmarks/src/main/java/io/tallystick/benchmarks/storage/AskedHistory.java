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
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * History to ask: a day of 1,000 series, minute by minute, folded but for the newest minutes; and
 * of two metrics of 100 series each, a counter and a histogram, the twelve months before: by the
 * day, and as long as hours are kept by the hour.
 */
final class AskedHistory {
  /** The tag that the endpoints of requests have. */
  static final String ENDPOINT = "route_id";

  /** The tag that callers have. */
  static final String KEY = "client";

  /** A counter of 100 endpoints, with a year of history. */
  static final String REQUESTS = "http.request.count";

  /** A histogram of 100 endpoints, with a year of history. */
  static final String DURATIONS = "http.request.duration_ms";

  /** A counter of 500 callers, with a day of history. */
  static final String CALLS = "http.client.count";

  /** A histogram of 50 endpoints, with a day of history. */
  static final String PARTS = "part_0.duration_ms";

  private static final int ENDPOINTS = 100;
  private static final int CALLERS = 500;
  private static final int ENDPOINTS_OF_A_PART = 50;
  private static final int NUMBER_OF_PARTS = 6;
  private static final int MINUTES_A_DAY = 1_440;
  private static final int MINUTES_NOT_FOLDED = 6;
  private static final int SAMPLES_A_MINUTE = 1_000;
  private static final int DAYS = 366;
  private static final int DAYS_OF_HOURS = 90;

  private final Instant now;
  private final Load day;
  private final List<SeriesKey> ofAYear = new ArrayList<>();
  private final List<HistogramState> states = Load.histograms(SAMPLES_A_MINUTE);

  /**
   * Plans history.
   *
   * @param now behind the newest minute
   */
  AskedHistory(Instant now) {
    this.now = now;
    addSeries(ofAYear, REQUESTS, MetricKind.COUNTER, ENDPOINT, ENDPOINTS);
    addSeries(ofAYear, DURATIONS, MetricKind.HISTOGRAM, ENDPOINT, ENDPOINTS);
    List<SeriesKey> all = new ArrayList<>(ofAYear);
    addSeries(all, CALLS, MetricKind.COUNTER, KEY, CALLERS);
    for (int part = 0; part < NUMBER_OF_PARTS; part++) {
      String name = PARTS.replace("0", Integer.toString(part));
      addSeries(all, name, MetricKind.HISTOGRAM, ENDPOINT, ENDPOINTS_OF_A_PART);
    }
    this.day = new Load(now.minus(Duration.ofMinutes(MINUTES_A_DAY)), all, SAMPLES_A_MINUTE);
  }

  private static void addSeries(
      List<SeriesKey> all, String name, MetricKind kind, String key, int count) {
    for (int i = 0; i < count; i++) {
      all.add(SeriesKey.system(name, kind, "service:api", Tags.of(key, value(i), "method", "GET")));
    }
  }

  /** One of the values that {@link #ENDPOINT} and {@link #KEY} have. */
  static String value(int number) {
    return "/items/" + number;
  }

  Instant now() {
    return now;
  }

  /** Writes it straight into an empty store, and folds what a janitor would have folded. */
  void write(StorageBackend store) {
    write(store, Granularity.DAY, DAYS);
    write(store, Granularity.HOUR, DAYS_OF_HOURS);
    writeMinutes(store, 0, MINUTES_A_DAY - MINUTES_NOT_FOLDED);
    Upkeep.foldAll(store);
    writeMinutes(store, MINUTES_A_DAY - MINUTES_NOT_FOLDED, MINUTES_A_DAY);
  }

  private void writeMinutes(StorageBackend store, int from, int to) {
    for (int minute = from; minute < to; minute++) {
      store.buckets().write(day.batch(minute, Load.VERSIONS));
    }
  }

  /** As a fold leaves it: one row for all writers. */
  private void write(StorageBackend store, Granularity granularity, int days) {
    Instant midnight = Granularity.DAY.bucketRange(now, store.buckets().identity().zone()).from();
    Instant start = midnight.minus(Duration.ofDays(days));
    long count = Duration.ofDays(days).dividedBy(granularity.width());
    for (int i = 0; i < count; i++) {
      List<OwnedBucket> rows = new ArrayList<>(ofAYear.size());
      for (int each = 0; each < ofAYear.size(); each++) {
        Bucket bucket =
            new Bucket(
                start.plus(granularity.width().multipliedBy(i)),
                1,
                state(ofAYear.get(each), i + each));
        rows.add(new OwnedBucket(ofAYear.get(each), granularity, WriterId.FOLDED, bucket));
      }
      store.buckets().write(new Batch(rows));
    }
  }

  private BucketState state(SeriesKey series, int seed) {
    return series.kind() == MetricKind.COUNTER
        ? CounterState.ofWhole(seed)
        : states.get(seed % states.size());
  }
}
