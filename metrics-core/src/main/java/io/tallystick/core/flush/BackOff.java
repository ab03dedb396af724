package io.tallystick.core.flush;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * When to try a store again that is away: later after each failure, and by chance up to half of
 * that earlier, so that instances which lost it together do not come back together. For one thread.
 */
final class BackOff {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final long firstNanos;
  private final long longestNanos;
  private final DoubleSupplier random;

  /** How long to wait after the next failure; 0 after a success. */
  private long delayNanos;

  private long failedAtNanos;
  private long waitNanos;

  /**
   * Makes one that waits for nothing.
   *
   * @param first how long to wait after the first failure, at most
   * @param random gives numbers from 0 to less than 1
   */
  BackOff(Duration first, DoubleSupplier random) {
    this.firstNanos = first.toNanos();
    this.longestNanos = Math.max(firstNanos, LONGEST.toNanos());
    this.random = random;
  }

  void fail(long nowNanos) {
    delayNanos = delayNanos == 0 ? firstNanos : Math.min(2 * delayNanos, longestNanos);
    failedAtNanos = nowNanos;
    waitNanos = (long) (delayNanos * (1 - random.getAsDouble() / 2));
  }

  void succeed() {
    delayNanos = 0;
    waitNanos = 0;
  }

  boolean isOver(long nowNanos) {
    return waitNanos == 0 || nowNanos - failedAtNanos >= waitNanos;
  }
}
