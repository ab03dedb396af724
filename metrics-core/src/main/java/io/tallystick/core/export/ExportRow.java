package io.tallystick.core.export;

import io.tallystick.spi.BucketState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import java.time.Instant;

/** A bucket of a series, of all its writers. */
record ExportRow(SeriesKey series, Granularity granularity, Instant start, BucketState state) {
  static ExportRow of(OwnedBucket owned) {
    return of(owned, owned.bucket().state());
  }

  static ExportRow of(OwnedBucket any, BucketState state) {
    return new ExportRow(any.series(), any.granularity(), any.bucket().start(), state);
  }
}
