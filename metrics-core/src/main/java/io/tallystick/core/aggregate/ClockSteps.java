package io.tallystick.core.aggregate;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the wall clock did between two ticks that who reads the history should know, though it costs
 * nothing: a step back within the newest bucket's patience, or a leap ahead of the elapsed time.
 *
 * <p>For one thread at a time, but {@link #log}, which is for any.
 */
final class ClockSteps {
  private static final long LEAP_MILLIS = TimeUnit.HOURS.toMillis(1);
  private static final Logger LOGGER = LoggerFactory.getLogger(ClockSteps.class);

  /** How far the first step of its kind went since that was logged; 0 when there was none. */
  private final AtomicLong backMillis = new AtomicLong();

  private final AtomicLong aheadMillis = new AtomicLong();
  private Moment last;

  ClockSteps(Moment start) {
    last = start;
  }

  /** Begins anew at a moment, whatever was seen before. */
  void begin(Moment start) {
    last = start;
  }

  void see(Moment now) {
    long wallMillis = now.wallMillis() - last.wallMillis();
    long elapsedMillis = TimeUnit.NANOSECONDS.toMillis(now.elapsedNanos() - last.elapsedNanos());
    if (wallMillis < 0 && -wallMillis <= BucketClock.TOLERATED_STEP_MILLIS) {
      backMillis.compareAndSet(0, -wallMillis);
    }
    if (wallMillis - elapsedMillis > LEAP_MILLIS) {
      aheadMillis.compareAndSet(0, wallMillis - elapsedMillis);
    }
    last = now;
  }

  /** Writes a line for each kind of step that was seen since the last call. */
  void log() {
    long back = backMillis.getAndSet(0);
    if (back > 0) {
      LOGGER.warn(
          "The clock went back by {} ms: the newest bucket stays open until the clock has passed"
              + " its end again.",
          back);
    }
    long ahead = aheadMillis.getAndSet(0);
    if (ahead > 0) {
      LOGGER.warn(
          "The clock leapt ahead by {} s: the buckets between have nothing, and what is recorded"
              + " goes to where the clock is now.",
          TimeUnit.MILLISECONDS.toSeconds(ahead));
    }
  }
}
