package io.tallystick.benchmarks.storage;

import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StretchCursor;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Something that is asked of a store.
 *
 * @param name what it is called in the report
 * @param mostColdMillis its goal in SQLite on a connection that knows nothing yet, or {@link
 *     Double#MAX_VALUE}
 * @param question asks it, and reads the answer to its end
 */
record StoredQuestion(String name, double mostColdMillis, Consumer<StorageBackend> question) {
  private static final int MOST_MILLIS = 20;
  private static final int MOST_MILLIS_OF_SKETCHES = 300;

  /** What the store itself is asked under the questions of people. */
  static List<StoredQuestion> ofTheStore(AskedHistory history) {
    Instant end = history.end();
    return List.of(
        totals("counts, 12mo by 30 days, 100 series", AskedHistory.LONG_COUNTER, 30, end),
        totals("counts, 12mo by the day, 100 series", AskedHistory.LONG_COUNTER, 1, end),
        totals("sums, 12mo by 30 days, 100 series", AskedHistory.LONG_HISTOGRAM, 30, end),
        new StoredQuestion(
            "sketches, 12mo, 100 series, read",
            MOST_MILLIS_OF_SKETCHES,
            store -> readYear(store, end)));
  }

  private static StoredQuestion totals(String name, String metric, int days, Instant end) {
    int stretches = 365 / days;
    List<Instant> borders =
        IntStream.rangeClosed(0, stretches)
            .mapToObj(i -> end.minus(Duration.ofDays((long) days * (stretches - i))))
            .toList();
    return new StoredQuestion(
        name,
        MOST_MILLIS,
        store -> {
          SeriesFilter filter = SeriesFilter.system(metric);
          try (StretchCursor found = store.buckets().totals(Granularity.DAY, filter, borders)) {
            found.forEachRemaining(total -> {});
          }
        });
  }

  private static void readYear(StorageBackend store, Instant end) {
    TimeRange year = new TimeRange(end.minus(Duration.ofDays(365)), end);
    BucketQuery query = BucketQuery.system(Granularity.DAY, year, AskedHistory.LONG_HISTOGRAM);
    try (BucketCursor found = store.buckets().read(query)) {
      found.forEachRemaining(owned -> {});
    }
  }
}
