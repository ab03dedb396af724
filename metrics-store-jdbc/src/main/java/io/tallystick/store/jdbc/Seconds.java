package io.tallystick.store.jdbc;

import java.time.Instant;

/** Times in the whole seconds in which tables hold the starts of buckets. */
final class Seconds {
  /** In the year 200,000 or so. */
  private static final long AFTER_ALL = 6_000_000_000_000L;

  private Seconds() {}

  /** The same, as far as databases know times. */
  static long known(Instant time) {
    return Math.max(Horizons.BEFORE_ALL, Math.min(AFTER_ALL, ceiling(time)));
  }

  /** The first whole second that is not before a time: no bucket starts between the two. */
  static long ceiling(Instant time) {
    return time.getEpochSecond() + (time.getNano() == 0 ? 0 : 1);
  }
}
