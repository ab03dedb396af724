package io.tallystick.store.jdbc;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets go of connections on a thread of its own: a driver may ask the database first whether it
 * may, and wait for an answer that never comes.
 */
final class ClosingThread {
  private static final Logger LOGGER = LoggerFactory.getLogger(ClosingThread.class);

  private ClosingThread() {}

  /** Does a step and waits for it so long, interrupted or not; then it goes on by itself. */
  static void run(String name, Duration most, Runnable step) {
    Thread thread = new Thread(() -> runOrSay(step), name);
    thread.setDaemon(true);
    thread.start();
    await(thread, most);
  }

  private static void runOrSay(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOGGER.debug("Connections could not be closed", e);
    }
  }

  private static void await(Thread thread, Duration most) {
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
  }
}
