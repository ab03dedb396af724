package io.tallystick.core.flush;

import io.tallystick.Tags;
import io.tallystick.core.aggregate.Moment;
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
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Buckets of the minutes since an hour began. */
final class BucketSamples {
  static final WriterId WRITER = new WriterId(1, 2);
  static final Instant HOUR = Instant.ofEpochMilli(FlushRig.START_MILLIS);
  static final Moment START = new Moment(FlushRig.START_MILLIS, 0);

  private BucketSamples() {}

  /** So long after the hour began, on both clocks. */
  static Moment after(Duration duration) {
    return new Moment(FlushRig.START_MILLIS + duration.toMillis(), duration.toNanos());
  }

  static OwnedBucket counter(int minute, long version) {
    return counter("orders.count", minute, version, version);
  }

  static OwnedBucket counter(String name, int minute, long version, long value) {
    return bucket(name, minute, version, CounterState.ofWhole(value));
  }

  /** A bucket whose sketch cannot be read but has a size. */
  static OwnedBucket histogram(int minute, long version, int sketchBytes) {
    return bucket(
        "upload.size_bytes",
        minute,
        version,
        new HistogramState(
            1, 1, 1, 1, new Percentiles(1, 1, 1), SketchBytes.copyOf(new byte[sketchBytes])));
  }

  static OwnedBucket gauge(int minute, double value) {
    Instant lastAt = HOUR.plus(Duration.ofMinutes(minute)).plusMillis(59_999);
    return bucket(
        "pool.active",
        minute,
        1,
        new GaugeState(value, lastAt, value, value, value * 60_000, 60_000));
  }

  static OwnedBucket bucket(String name, int minute, long version, BucketState state) {
    return bucket(name, WRITER, minute, version, state);
  }

  static OwnedBucket bucket(
      String name, WriterId writer, int minute, long version, BucketState state) {
    SeriesKey series = SeriesKey.system(name, state.kind(), "service:api", Tags.empty());
    Instant start = HOUR.plus(Duration.ofMinutes(minute));
    return new OwnedBucket(series, Granularity.MINUTE, writer, new Bucket(start, version, state));
  }

  static List<OwnedBucket> all(Backlog backlog) {
    return backlog.next(5_000, 0).buckets();
  }
}
