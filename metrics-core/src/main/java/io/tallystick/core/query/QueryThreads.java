package io.tallystick.core.query;

import io.tallystick.core.query.QueryStoppedException.Reason;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

  /** Those that are under way or wait their turn. */
  private final Set<Flight<?>> flights = ConcurrentHashMap.newKeySet();

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
  void run(Flight<?> flight) {
    try {
      flights.add(flight);
      threads.execute(() -> fly(flight));
    } catch (RejectedExecutionException refused) {
      flights.remove(flight);
      throw threads.isShutdown()
          ? closed()
          : new QueryStoppedException(
              Reason.CROWD,
              "%d questions wait already: ask again in a moment.".formatted(MOST_WAITING));
    }
  }

  private void fly(Flight<?> flight) {
    try {
      flight.run();
    } finally {
      flights.remove(flight);
    }
  }

  private static QueryStoppedException closed() {
    return new QueryStoppedException(
        Reason.CLOSED, "The reader is closed: ask one of a runtime that runs.");
  }

  /** Takes no more work and ends what goes on or waits its turn; waits for nothing. */
  @Override
  public void close() {
    threads.shutdown();
    flights.forEach(flight -> flight.stop(closed()));
    threads.shutdownNow();
  }
}
