package io.tallystick.store.jdbc;

import java.time.Instant;

/** Times in the whole seconds in which tables hold the starts of buckets. */
final class Seconds {
  private Seconds() {}

  /** The first whole second that is not before a time: no bucket starts between the two. */
  static long ceiling(Instant time) {
    return time.getEpochSecond() + (time.getNano() == 0 ? 0 : 1);
  }
}
