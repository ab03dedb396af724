package io.tallystick.store.jdbc;

import io.tallystick.spi.StorageException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that touches the writing connection. Whoever has something to write waits for it,
 * and may be interrupted: a native call that hangs keeps this thread, not the caller's.
 */
final class OwnerThread {
  private static final long MOST_SECONDS_TO_CLOSE = 2;

  private final Duration most;
  private final Runnable giveUp;
  private final ExecutorService executor;

  /**
   * Starts with the first call.
   *
   * @param most how long a call may take, whatever it waits for
   * @param giveUp ends what a call waits for that took too long
   */
  OwnerThread(String name, Duration most, Runnable giveUp) {
    this.most = most;
    this.giveUp = giveUp;
    executor =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  <T> T call(String doing, Callable<T> task) {
    Future<T> running;
    try {
      running = executor.submit(task);
    } catch (RejectedExecutionException closed) {
      throw StorageException.permanent("Could not %s: the store is closed.".formatted(doing), null);
    }
    try {
      return running.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      running.cancel(false);
      giveUp.run();
      throw StorageException.temporary(
          "Could not %s: it took more than %s, and the connection is given up; whether it was done is not known."
              .formatted(doing, most),
          e);
    } catch (InterruptedException e) {
      running.cancel(false);
      Thread.currentThread().interrupt();
      throw StorageException.temporary(
          "Could not %s: interrupted while waiting for the store; whether it was done is not known."
              .formatted(doing),
          e);
    } catch (ExecutionException e) {
      throw rethrown(doing, e.getCause());
    }
  }

  private static RuntimeException rethrown(String doing, @Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException unchecked
        ? unchecked
        : StorageException.temporary("Could not %s.".formatted(doing), cause);
  }

  /**
   * Does a last task, behind all that were given before, and ends; waits for a bounded time.
   *
   * @return whether all is done
   */
  boolean close(Runnable last) {
    if (executor.isShutdown()) {
      return true;
    }
    executor.execute(last);
    executor.shutdown();
    try {
      return executor.awaitTermination(MOST_SECONDS_TO_CLOSE, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
