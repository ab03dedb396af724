package io.tallystick.core;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a runtime comes to its end: each step whatever became of those before it, and none for longer
 * than it may take.
 */
final class LastSteps {
  /** How long a step that was interrupted is still waited for. */
  static final Duration GRACE = Duration.ofMillis(500);

  private static final Logger LOGGER = LoggerFactory.getLogger(LastSteps.class);

  private LastSteps() {}

  /** Does each step, and at the end throws what the first of them threw that did. */
  static void inTurn(Runnable... steps) {
    Throwable first = null;
    for (Runnable step : steps) {
      try {
        step.run();
      } catch (RuntimeException | Error failure) {
        first = firstOf(first, failure);
      }
    }
    if (first instanceof Error error) {
      throw error;
    }
    if (first instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private static Throwable firstOf(@Nullable Throwable first, Throwable failure) {
    if (first == null) {
      return failure;
    }
    first.addSuppressed(failure);
    return first;
  }

  /**
   * Does something that may hang, on a thread of its own: for so long, and {@link #GRACE} after it
   * was interrupted. What it throws is logged.
   *
   * @return whether it came to its end
   */
  static boolean within(Duration most, Runnable step) {
    Thread last = new Thread(() -> doOrLog(step), "tallystick-close");
    last.setDaemon(true);
    last.start();
    if (join(last, most)) {
      return true;
    }
    last.interrupt();
    return join(last, GRACE);
  }

  private static void doOrLog(Runnable step) {
    try {
      step.run();
    } catch (Throwable failure) { // of a thread that is ours alone: nothing is kept from the host
      LOGGER.error("A step of closing failed; the others are done", failure);
    }
  }

  /**
   * Waits for the end of a thread for at most so long, however often whoever waits is interrupted
   * meanwhile, which shows afterwards; whether it came.
   */
  static boolean join(Thread thread, Duration most) {
    long deadlineNanos = System.nanoTime() + most.toNanos();
    boolean wasInterrupted = false;
    for (long left = most.toNanos(); left > 0 && thread.isAlive(); ) {
      try {
        TimeUnit.NANOSECONDS.timedJoin(thread, left);
      } catch (InterruptedException kept) {
        wasInterrupted = true;
      }
      left = deadlineNanos - System.nanoTime();
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }
}
