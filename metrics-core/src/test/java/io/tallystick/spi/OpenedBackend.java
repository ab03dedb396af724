package io.tallystick.spi;

import static io.tallystick.spi.SampleBuckets.HOUR;
import static io.tallystick.spi.SampleBuckets.ORDERS;
import static io.tallystick.spi.SampleBuckets.OTHER_WRITER;
import static io.tallystick.spi.SampleBuckets.WRITER;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A backend that is opened empty before each test and closed behind it. */
abstract class OpenedBackend {
  StorageBackend backend;

  /** As {@link StorageBackendContract#openEmpty}. */
  protected abstract StorageBackend openEmpty();

  @BeforeEach
  void open() {
    backend = openEmpty();
  }

  @AfterEach
  void close() {
    backend.close();
  }

  void write(OwnedBucket... buckets) {
    backend.buckets().write(Batch.of(buckets));
  }

  List<OwnedBucket> read(BucketQuery query) {
    return rest(backend.buckets().read(query));
  }

  List<OwnedBucket> readAll(Granularity granularity) {
    return readAll(granularity, SampleJanitor.EVER);
  }

  List<OwnedBucket> readAll(Granularity granularity, TimeRange range) {
    return rest(backend.buckets().readAll(granularity, range));
  }

  private static List<OwnedBucket> rest(BucketCursor found) {
    List<OwnedBucket> rest = new ArrayList<>();
    try (found) {
      found.forEachRemaining(rest::add);
    }
    return rest;
  }

  /** The lease of the one who folds and purges. */
  Lease lease() {
    return lease(WRITER);
  }

  Lease lease(WriterId holder) {
    return backend.control().acquire("janitor", holder, Duration.ofHours(1)).orElseThrow();
  }

  /** A lease that was handed on, as the buckets know. */
  Lease lostLease() {
    Lease lost = lease(WRITER);
    backend.control().release(lost);
    Lease taken = lease(OTHER_WRITER);
    backend.buckets().purge(taken, Granularity.MINUTE, SampleJanitor.EVER.from(), 1);
    return lost;
  }

  PurgeOutcome purge(Granularity granularity, Instant before, int most) {
    return backend.buckets().purge(lease(), granularity, before, most);
  }

  static Instant start(OwnedBucket owned) {
    return owned.bucket().start();
  }

  SampleJanitor janitor() {
    return new SampleJanitor(backend.buckets(), lease());
  }

  List<SeriesKey> series(BucketQuery query) {
    return read(query).stream().map(OwnedBucket::series).toList();
  }

  static void refusesForGood(ThrowingCallable call) {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(call)
        .matches(e -> !e.canRetry(), "says that no retry helps");
  }

  static BucketQuery minutes() {
    return minutes(ORDERS.name());
  }

  static BucketQuery minutes(String name) {
    return BucketQuery.system(Granularity.MINUTE, HOUR, name);
  }

  static BucketQuery minutesWithin(Instant from, Instant to) {
    return BucketQuery.system(Granularity.MINUTE, new TimeRange(from, to), ORDERS.name());
  }
}
