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
 * History to ask: a day of 1,000 series, minute by minute and folded, and twelve months of one
 * counter and one histogram of 100 series each, by the day and, as long as hours are kept, by the
 * hour.
 */
final class AskedHistory {
  static final String LONG_COUNTER = "year.count";
  static final String LONG_HISTOGRAM = "year.duration_ms";

  /** Half of them counters, each metric of 50 series. */
  static final int SERIES_OF_THE_DAY = 1_000;

  private static final int MINUTES_A_DAY = 1_440;
  private static final int SAMPLES_A_MINUTE = 1_000;
  private static final int LONG_SERIES = 100;
  private static final int DAYS = 365;
  private static final int DAYS_OF_HOURS = 90;

  private final Instant end;
  private final Load day;
  private final List<SeriesKey> ofAYear = new ArrayList<>();
  private final List<HistogramState> states = Load.histograms(SAMPLES_A_MINUTE);

  /**
   * Plans history.
   *
   * @param end behind the newest minute, a whole hour
   */
  AskedHistory(Instant end) {
    this.end = end;
    this.day =
        new Load(
            end.minus(Duration.ofDays(1)),
            SERIES_OF_THE_DAY / 2,
            SERIES_OF_THE_DAY / 2,
            SAMPLES_A_MINUTE);
    for (int i = 0; i < LONG_SERIES; i++) {
      Tags tags = Tags.of("route_id", "/orders/" + i, "method", "GET");
      ofAYear.add(SeriesKey.system(LONG_COUNTER, MetricKind.COUNTER, "service:api", tags));
      ofAYear.add(SeriesKey.system(LONG_HISTOGRAM, MetricKind.HISTOGRAM, "service:api", tags));
    }
  }

  Instant end() {
    return end;
  }

  /** The first of the metrics of a kind that have a day of minutes. */
  String metricOfTheDay(MetricKind kind) {
    return day.series().stream()
        .filter(series -> series.kind() == kind)
        .findFirst()
        .orElseThrow()
        .name();
  }

  /** Writes it straight into an empty store, and folds it. */
  void write(StorageBackend store) {
    write(store, Granularity.DAY, DAYS);
    write(store, Granularity.HOUR, DAYS_OF_HOURS);
    for (int minute = 0; minute < MINUTES_A_DAY; minute++) {
      store.buckets().write(day.batch(minute, Load.VERSIONS));
    }
    Upkeep.foldAll(store);
  }

  /** As a fold leaves it: one row for all writers. */
  private void write(StorageBackend store, Granularity granularity, int days) {
    Instant midnight = Granularity.DAY.bucketRange(end, store.buckets().identity().zone()).from();
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
