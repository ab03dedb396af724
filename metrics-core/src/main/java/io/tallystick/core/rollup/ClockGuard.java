package io.tallystick.core.rollup;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the store's time can be trusted so far that history may be purged by it. What was purged
 * while the clock was wrong is lost, so after a doubt it must have been steady for a while. For one
 * thread.
 */
final class ClockGuard {
  static final Duration MOST_DEPARTURE = Duration.ofHours(1);
  static final Duration STEADY = Duration.ofMinutes(10);

  private static final Logger LOGGER = LoggerFactory.getLogger(ClockGuard.class);

  private boolean hasSeen;
  private boolean isInDoubt;

  /** What the wall showed when no time had elapsed, as of when the clock was last set. */
  private long originMillis;

  private long doubtedNanos;

  /** Sees both clocks; to be called again and again. */
  void see(Instant wall, long elapsedNanos) {
    long origin = wall.toEpochMilli() - TimeUnit.NANOSECONDS.toMillis(elapsedNanos);
    long departureMillis = origin - originMillis;
    if (!hasSeen) {
      hasSeen = true;
      originMillis = origin;
    } else if (Math.abs(departureMillis) > MOST_DEPARTURE.toMillis()) {
      originMillis = origin;
      doubt(
          "the clock went %d s away from the time that elapsed"
              .formatted(TimeUnit.MILLISECONDS.toSeconds(departureMillis)),
          elapsedNanos);
    }
    if (isInDoubt && elapsedNanos - doubtedNanos >= STEADY.toNanos()) {
      isInDoubt = false;
    }
  }

  /** Says so once; a doubt while there is one makes it last longer. */
  void doubt(String reason, long elapsedNanos) {
    if (!isInDoubt) {
      LOGGER.warn(
          "Nothing is purged until the clock was steady for {} min: {}.",
          STEADY.toMinutes(),
          reason);
    }
    isInDoubt = true;
    doubtedNanos = elapsedNanos;
  }

  boolean isSteady() {
    return !isInDoubt;
  }
}
