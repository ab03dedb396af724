package io.tallystick.spi;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Buckets to try a store with. */
final class SampleBuckets {
  static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  static final TimeRange HOUR = new TimeRange(TEN, TEN.plus(Duration.ofHours(1)));
  static final WriterId WRITER = new WriterId(1, 2);
  static final WriterId OTHER_WRITER = new WriterId(-1, 2);
  static final SeriesKey ORDERS =
      SeriesKey.system(
          "orders.count", MetricKind.COUNTER, "service:api", Tags.of("status", "paid"));

  static Instant minute(int minute) {
    return TEN.plus(Duration.ofMinutes(minute));
  }

  static SeriesKey user(String source, String tenant, Tags tags) {
    return SeriesKey.user("user.sent.count", MetricKind.COUNTER, source, tenant, tags);
  }

  static SeriesKey withValue(String value) {
    return SeriesKey.system(ORDERS.name(), MetricKind.COUNTER, "service:api", Tags.of("k", value));
  }

  static OwnedBucket[] atMinutes(int... minutes) {
    return IntStream.of(minutes)
        .mapToObj(minute -> counter(minute(minute), 1, CounterState.ofWhole(1)))
        .toArray(OwnedBucket[]::new);
  }

  static OwnedBucket version(long version) {
    return counter(TEN, version, CounterState.ofWhole(10 * version));
  }

  static OwnedBucket moved(OwnedBucket owned, Instant start) {
    return counter(start, owned.bucket().version(), owned.bucket().state());
  }

  static OwnedBucket counter(Instant start, long version, BucketState state) {
    return minute(ORDERS, start, version, state);
  }

  static OwnedBucket any(SeriesKey series) {
    BucketState state =
        series.kind() == MetricKind.GAUGE
            ? new GaugeState(1, TEN, 1, 1, 0, 0)
            : CounterState.ofWhole(1);
    return minute(series, TEN, 1, state);
  }

  static OwnedBucket minute(SeriesKey series, Instant start, long version, BucketState state) {
    return owned(series, WRITER, new Bucket(start, version, state));
  }

  static OwnedBucket owned(SeriesKey series, WriterId writer, Bucket bucket) {
    return new OwnedBucket(series, Granularity.MINUTE, writer, bucket);
  }

  static OwnedBucket[] every(Granularity... granularities) {
    return Stream.of(granularities)
        .map(each -> new OwnedBucket(ORDERS, each, WRITER, version(1).bucket()))
        .toArray(OwnedBucket[]::new);
  }

  /** A bucket of any granularity that starts there. */
  static OwnedBucket of(Granularity granularity, Instant start, long version) {
    return of(granularity, start, WRITER, version);
  }

  static OwnedBucket of(Granularity granularity, Instant start, WriterId writer, long version) {
    Bucket bucket = new Bucket(start, version, CounterState.ofWhole(10 * version));
    return new OwnedBucket(ORDERS, granularity, writer, bucket);
  }

  private SampleBuckets() {}
}
