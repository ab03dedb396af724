package io.tallystick.core.ratelimit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The windows that are over and not all in the store, so many at most. Any thread hands one on,
 * without the lock; what else is done with them is done under it, writing included: who reads the
 * store and these under it finds each request once.
 */
final class OwnWindows {
  static final int MOST = 100_000;
  private static final long PATIENCE_MILLIS = 500;

  private final Queue<MinuteWindow> handedOn = new ConcurrentLinkedQueue<>();
  private final AtomicInteger handedOnSize = new AtomicInteger();
  private final Dropped dropped;
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock. */
  private final Deque<MinuteWindow> waiting = new ArrayDeque<>();

  OwnWindows(Dropped dropped) {
    this.dropped = dropped;
  }

  /** Takes a window that another took the place of; does not wait. */
  void add(MinuteWindow window) {
    if (handedOnSize.incrementAndGet() > MOST) {
      handedOnSize.decrementAndGet();
      drop(window);
    } else {
      handedOn.add(window);
    }
  }

  private long drop(MinuteWindow window) {
    window.close();
    long requests = window.unsent();
    dropped.unstored(requests);
    return requests;
  }

  /** Does something while nobody else writes. */
  void alone(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Does something while nobody writes, or without that where a write takes long.
   *
   * @param work is told whether nobody writes
   */
  <T> T beside(Reading<T> work) {
    boolean isAlone = isLockedSoon();
    try {
      return work.read(isAlone);
    } finally {
      if (isAlone) {
        lock.unlock();
      }
    }
  }

  private boolean isLockedSoon() {
    try {
      return lock.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Those that wait, closed; too old ones and too many are dropped, the oldest first. */
  List<MinuteWindow> take(long oldestMinute) {
    List<MinuteWindow> taken = new ArrayList<>();
    alone(
        () -> {
          closeHandedOn();
          waiting.removeIf(window -> window.unsent() == 0);
          while (!waiting.isEmpty()
              && (waiting.size() > MOST || waiting.getFirst().minute() < oldestMinute)) {
            drop(waiting.removeFirst());
          }
          taken.addAll(waiting);
        });
    return taken;
  }

  private void closeHandedOn() {
    MinuteWindow next = handedOn.poll();
    while (next != null) {
      handedOnSize.decrementAndGet();
      next.close();
      waiting.addLast(next);
      next = handedOn.poll();
    }
  }

  /** All that are handed on, for whoever holds the lock. */
  List<MinuteWindow> all() {
    List<MinuteWindow> all = new ArrayList<>(waiting);
    all.addAll(handedOn);
    return all;
  }

  /** Gives up what waits; how many requests that is, as far as can be known while a write hangs. */
  long giveUp() {
    return beside(isAlone -> isAlone ? giveUpAll() : sumOf(handedOn));
  }

  private long giveUpAll() {
    closeHandedOn();
    long requests = 0;
    for (MinuteWindow window : waiting) {
      requests += drop(window);
    }
    waiting.clear();
    return requests;
  }

  private static long sumOf(Iterable<MinuteWindow> windows) {
    long requests = 0;
    for (MinuteWindow window : windows) {
      requests += window.unsent();
    }
    return requests;
  }

  /** Reads what is stored and, where it may, what is not. */
  interface Reading<T> {
    T read(boolean isAlone);
  }
}
