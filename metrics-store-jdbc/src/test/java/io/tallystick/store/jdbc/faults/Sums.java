package io.tallystick.store.jdbc.faults;

import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a counter and a histogram come to over all their series; all amounts are whole.
 *
 * @param amounts what was added to the counter
 * @param samples how many samples the histogram has
 * @param sizes the sum of these samples
 */
record Sums(long amounts, long samples, double sizes) {
  static final String COUNTER = "orders.count";
  static final String HISTOGRAM = "orders.size_bytes";
  static final Sums NOTHING = new Sums(0, 0, 0);

  private static final Duration LONGEST = Duration.ofHours(8);
  private static final Duration LONG = Duration.ofHours(2);

  Sums and(Sums others) {
    return new Sums(amounts + others.amounts, samples + others.samples, sizes + others.sizes);
  }

  /** What a store has of the minutes of these hours. */
  static Sums in(StorageBackend store) {
    Instant now = now();
    return in(store, Granularity.MINUTE, new TimeRange(now.minus(LONGEST), now.plus(LONG)));
  }

  /** What a store has of a {@link FlushedRecording} in buckets of one width. */
  static Sums longAgo(StorageBackend store, Granularity granularity) {
    Instant now = now();
    return in(store, granularity, new TimeRange(now.minus(LONGEST), now.minus(LONG)));
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private static Sums in(StorageBackend store, Granularity granularity, TimeRange range) {
    return found(store, BucketQuery.system(granularity, range, COUNTER))
        .and(found(store, BucketQuery.system(granularity, range, HISTOGRAM)));
  }

  private static Sums found(StorageBackend store, BucketQuery query) {
    Sums sums = NOTHING;
    try (BucketCursor found = store.buckets().read(query)) {
      while (found.hasNext()) {
        sums = sums.and(of(found.next().bucket().state()));
      }
    }
    return sums;
  }

  private static Sums of(BucketState state) {
    if (state instanceof HistogramState histogram) {
      return new Sums(0, histogram.count(), histogram.sum());
    }
    return new Sums(((CounterState) state).whole(), 0, 0);
  }
}
