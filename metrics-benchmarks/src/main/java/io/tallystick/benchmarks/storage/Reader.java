package io.tallystick.benchmarks.storage;

import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.BucketStore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Somebody who asks for one metric twenty times a second, from a thread of its own, until it is
 * closed.
 */
final class Reader implements AutoCloseable {
  private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final BucketStore store;
  private final BucketQuery query;
  private final Timings timings = new Timings();
  private final Thread thread = new Thread(this::ask, "reader");
  private volatile boolean isOver;

  private Reader(BucketStore store, BucketQuery query) {
    this.store = store;
    this.query = query;
  }

  static Reader start(BucketStore store, BucketQuery query) {
    Reader reader = new Reader(store, query);
    reader.thread.setDaemon(true);
    reader.thread.start();
    return reader;
  }

  private void ask() {
    while (!isOver) {
      timings.time(1, this::askOnce);
      LockSupport.parkNanos(BETWEEN_NANOS);
    }
  }

  private void askOnce() {
    try (BucketCursor found = store.read(query)) {
      found.forEachRemaining(owned -> {});
    }
  }

  /** How long its answers took; to be asked once it is closed. */
  Timings timings() {
    return timings;
  }

  @Override
  public void close() {
    isOver = true;
    try {
      TimeUnit.SECONDS.timedJoin(thread, 10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
