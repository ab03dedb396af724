package io.tallystick.core.query;

import io.tallystick.core.query.QueryStoppedException.Reason;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few threads that may wait for the store. They are platform threads of our own: a database
 * driver may hold the carrier of a virtual one, and what a host's thread keeps is none of ours.
 */
final class QueryThreads implements AutoCloseable {
  private static final int MOST_WAITING = 256;
  private static final long IDLE_SECONDS = 30;

  private final AtomicInteger made = new AtomicInteger();
  private final ThreadPoolExecutor threads;

  QueryThreads(int count) {
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            this::newThread);
    threads.allowCoreThreadTimeOut(true);
  }

  /** Without anything of whoever happens to ask first. */
  private Thread newThread(Runnable work) {
    String name = "tallystick-query-" + made.incrementAndGet();
    Thread thread = new Thread(null, work, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(QueryThreads.class.getClassLoader());
    return thread;
  }

  /**
   * Lets one of the threads do work.
   *
   * @throws QueryStoppedException when too much waits, or after the close
   */
  void run(Runnable work) {
    try {
      threads.execute(work);
    } catch (RejectedExecutionException refused) {
      throw threads.isShutdown()
          ? new QueryStoppedException(
              Reason.CLOSED, "The reader is closed: ask one of a runtime that runs.")
          : new QueryStoppedException(
              Reason.CROWD,
              "%d questions wait already: ask again in a moment.".formatted(MOST_WAITING));
    }
  }

  /** Takes no more work and interrupts what goes on; waits for nothing. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
