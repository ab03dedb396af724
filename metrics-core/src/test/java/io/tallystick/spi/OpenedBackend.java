package io.tallystick.spi;

import static io.tallystick.spi.SampleBuckets.HOUR;
import static io.tallystick.spi.SampleBuckets.ORDERS;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A backend that is opened empty before each test and closed behind it. */
abstract class OpenedBackend {
  StorageBackend backend;

  /** Opens a backend that holds nothing yet and has room for ten thousand buckets. */
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
    List<OwnedBucket> found = new ArrayList<>();
    try (BucketCursor cursor = backend.buckets().read(query)) {
      cursor.forEachRemaining(found::add);
    }
    return found;
  }

  List<SeriesKey> series(BucketQuery query) {
    return read(query).stream().map(OwnedBucket::series).toList();
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
