package io.tallystick.store.sqlite;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Amounts that a writer has to keep, some series each minute, and what a store makes of them.
 *
 * @param writer who writes
 * @param series how many series there are
 */
record Ledger(WriterId writer, int series) {
  static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  private static final String NAME = "orders.count";
  private static final int MOST_TRIES = 50;

  Ledger(int series) {
    this(new WriterId(1, 2), series);
  }

  /** The amounts of one minute. */
  Batch batch(int minute) {
    return new Batch(IntStream.range(0, series).mapToObj(each -> entry(each, minute)).toList());
  }

  private OwnedBucket entry(int each, int minute) {
    SeriesKey key =
        SeriesKey.system(
            NAME, MetricKind.COUNTER, "service:api", Tags.of("route_id", "route " + each));
    Instant start = START.plus(Duration.ofMinutes(minute));
    return new OwnedBucket(
        key,
        Granularity.MINUTE,
        writer,
        new Bucket(start, 1, CounterState.ofWhole(amount(each, minute))));
  }

  private static long amount(int each, int minute) {
    return 1_000 + (each * 31L + minute * 7L) % 997;
  }

  /** What all minutes up to one, and without it, amount to. */
  long sumUntil(int minute) {
    return IntStream.range(0, minute).mapToLong(this::sumOf).sum();
  }

  /** Whether a sum is what one minute amounts to without one of the series. */
  boolean isOfAllButOneSeries(long sum, int minute) {
    return IntStream.range(0, series).anyMatch(each -> sum == sumOf(minute) - amount(each, minute));
  }

  /** What one minute amounts to. */
  long sumOf(int minute) {
    return IntStream.range(0, series).mapToLong(each -> amount(each, minute)).sum();
  }

  void write(StorageBackend store, int from, int until) {
    IntStream.range(from, until).forEach(minute -> store.buckets().write(batch(minute)));
  }

  /** Writes again until the store takes it, as a flusher does; how often it was refused. */
  int writeStubbornly(StorageBackend store, int minute) {
    return stubbornly(() -> store.buckets().write(batch(minute)));
  }

  /** Calls again until no retry is asked for; how often one was. */
  static int stubbornly(Runnable call) {
    StorageException last = null;
    for (int refusals = 0; refusals < MOST_TRIES; refusals++) {
      try {
        call.run();
        return refusals;
      } catch (StorageException e) {
        if (!e.canRetry()) {
          throw e;
        }
        last = e;
      }
    }
    throw new AssertionError("Refused " + MOST_TRIES + " times.", last);
  }

  /** What a store has of all minutes. */
  static long sumIn(StorageBackend store) {
    return amountsIn(store, START.minus(Duration.ofDays(400)), START.plus(Duration.ofDays(400)))
        .sum();
  }

  /** What a store has of one minute. */
  static long sumIn(StorageBackend store, int minute) {
    Instant start = START.plus(Duration.ofMinutes(minute));
    return amountsIn(store, start, start.plus(Duration.ofMinutes(1))).sum();
  }

  private static LongStream amountsIn(StorageBackend store, Instant from, Instant to) {
    BucketQuery query = BucketQuery.system(Granularity.MINUTE, new TimeRange(from, to), NAME);
    try (BucketCursor found = store.buckets().read(query)) {
      LongStream.Builder amounts = LongStream.builder();
      found.forEachRemaining(owned -> amounts.add(((CounterState) owned.bucket().state()).whole()));
      return amounts.build();
    }
  }

  /** All minutes up to one, as sums that grow. */
  List<Long> sumsUntil(int minute) {
    return IntStream.rangeClosed(0, minute).mapToObj(this::sumUntil).toList();
  }
}
