package io.tallystick.examples.quickstart;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Work that is done again and again on a thread of its own, until it is closed. */
final class Background implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 2;

  private final ScheduledExecutorService thread;
  private final Future<?> turns;

  private Background(ScheduledExecutorService thread, Future<?> turns) {
    this.thread = thread;
    this.turns = turns;
  }

  static Background start(String name, long everyMillis, Runnable work) {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            runnable -> {
              Thread made = new Thread(runnable, name);
              made.setDaemon(true);
              return made;
            });
    Future<?> turns =
        thread.scheduleWithFixedDelay(
            () -> guarded(name, work), 0, everyMillis, TimeUnit.MILLISECONDS);
    return new Background(thread, turns);
  }

  /** One turn that fails, by an error too, does not end the others. */
  private static void guarded(String name, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error failed) {
      LoggerFactory.getLogger(name).warn("One turn failed; the next one comes.", failed);
    }
  }

  @Override
  public void close() {
    turns.cancel(true);
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LoggerFactory.getLogger(Background.class).warn("A thread does not end.");
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
