package io.tallystick.servlet;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Breaks off those who keep a thread of the JDK's server waiting for their bytes, or do not take
 * ours: the server itself waits for ever. It interrupts the thread, which closes the channel that
 * the thread waits at.
 */
final class StallWatch implements AutoCloseable {
  private final Duration patience;
  private final ScheduledThreadPoolExecutor clock;
  private final Map<Thread, Stall> stalls = new ConcurrentHashMap<>();

  StallWatch(Duration patience) {
    this.patience = patience;
    this.clock = new ScheduledThreadPoolExecutor(1, StallWatch::daemon);
    clock.setRemoveOnCancelPolicy(true);
    clock.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "tallystick-http-watch");
    thread.setDaemon(true);
    return thread;
  }

  /** Does a piece of work of the server, which begins with waiting for a request. */
  void watched(Runnable work) {
    Thread thread = Thread.currentThread();
    Stall stall = new Stall(thread);
    stalls.put(thread, stall);
    stall.begins();
    try {
      work.run();
    } finally {
      stall.ends();
      stalls.remove(thread);
    }
  }

  /** Of the thread that does such work. */
  Stall current() {
    Stall stall = stalls.get(Thread.currentThread());
    if (stall == null) {
      throw new IllegalStateException("This thread does no work of the server.");
    }
    return stall;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  /** When a thread waits for somebody else, and when it does not. */
  final class Stall {
    private final Thread thread;

    /** Counts up, so that an alarm that comes late finds that it is too late; guarded by this. */
    private int turn;

    private boolean hasRung;
    private @Nullable Future<?> alarm;

    private Stall(Thread thread) {
      this.thread = thread;
    }

    synchronized void begins() {
      int own = ++turn;
      alarm = clock.schedule(() -> ring(own), patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The interrupt has done its work at the channel, and is nothing to whoever is next. */
    synchronized void ends() {
      turn++;
      if (alarm != null) {
        alarm.cancel(false);
        alarm = null;
      }
      if (hasRung) {
        hasRung = false;
        Thread.interrupted();
      }
    }

    private synchronized void ring(int own) {
      if (own == turn) {
        hasRung = true;
        thread.interrupt();
      }
    }
  }
}
