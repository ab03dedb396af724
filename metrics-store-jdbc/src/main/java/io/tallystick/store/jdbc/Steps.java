package io.tallystick.store.jdbc;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.StartSpan;
import io.tallystick.spi.TimeRange;

/**
 * Starts of buckets, one width after the other, in seconds.
 *
 * @param from the first start
 * @param to the first moment behind
 * @param width from one start to the next; for days about
 */
record Steps(long from, long to, long width) {
  /** The steps of a range, as far as there are buckets. */
  static Steps of(Granularity granularity, TimeRange range, StartSpan there) {
    long width = granularity.width().toSeconds();
    long from = Math.max(Seconds.ceiling(range.from()), there.oldest().getEpochSecond());
    long to = Math.min(Seconds.ceiling(range.to()), there.newest().getEpochSecond() + 1);
    long past = granularity.isAlignedToUtc() ? Math.floorMod(from, width) : 0;
    return new Steps(past == 0 ? from : from - past + width, to, width);
  }

  boolean isEmpty() {
    return from >= to;
  }

  /** How many there are, at least 1. */
  long count() {
    return Math.max(1, (to - from + width - 1) / width);
  }

  Steps first(long most) {
    return new Steps(from, Math.min(to, from + most * width), width);
  }

  Steps after(Steps done) {
    return new Steps(done.to, to, width);
  }
}
