package io.tallystick.core.aggregate;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which bucket is open.
 *
 * <p>Within one incarnation bucket time never goes back: when the wall clock is set back by up to a
 * minute the newest bucket stays open, when by more a new incarnation begins, whose buckets do not
 * meet those of the one before.
 *
 * <p>For one thread at a time, but {@link #logLeap}, which is for any: who asks for the open bucket
 * must not wait for a log.
 */
final class BucketClock {
  /** How far the wall may go back within one incarnation. */
  static final long TOLERATED_STEP_MILLIS = 60_000;

  private static final Logger LOGGER = LoggerFactory.getLogger(BucketClock.class);

  private final long widthMillis;

  /** How far the wall went back the first time since that was logged; 0 when it did not. */
  private final AtomicLong leapMillis = new AtomicLong();

  private long startMillis;
  private long newestMillis;
  private int incarnation;

  BucketClock(long widthMillis, long wallMillis) {
    this.widthMillis = widthMillis;
    open(wallMillis);
  }

  /** Opens the bucket of a moment, whatever was open before. */
  final void open(long wallMillis) {
    startMillis = startOf(wallMillis);
    newestMillis = wallMillis;
  }

  /** Where the open bucket starts. */
  long startMillis() {
    return startMillis;
  }

  /** Where the open bucket ends. */
  long endMillis() {
    return startMillis + widthMillis;
  }

  int incarnation() {
    return incarnation;
  }

  /** Whether the open bucket is over at a moment. */
  boolean isOver(long wallMillis) {
    return wallMillis >= endMillis() || hasLeaptBack(wallMillis);
  }

  /** Goes on to a moment; opens another bucket where the open one is over. */
  void advance(long wallMillis) {
    if (hasLeaptBack(wallMillis)) {
      leapMillis.compareAndSet(0, newestMillis - wallMillis);
      incarnation++;
      open(wallMillis);
    } else {
      startMillis = Math.max(startMillis, startOf(wallMillis));
      newestMillis = Math.max(newestMillis, wallMillis);
    }
  }

  /** Writes a line when the wall went back so far that a new incarnation began. */
  void logLeap() {
    long millis = leapMillis.getAndSet(0);
    if (millis > 0) {
      LOGGER.warn(
          "The clock went back by {} s: what is recorded since then is kept apart from what was"
              + " recorded before, so that no bucket is overwritten.",
          millis / 1_000);
    }
  }

  private boolean hasLeaptBack(long wallMillis) {
    return newestMillis - wallMillis > TOLERATED_STEP_MILLIS;
  }

  private long startOf(long wallMillis) {
    return Math.floorDiv(wallMillis, widthMillis) * widthMillis;
  }
}
