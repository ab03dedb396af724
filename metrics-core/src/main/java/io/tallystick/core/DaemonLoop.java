package io.tallystick.core;

import io.tallystick.core.aggregate.Moment;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A daemon thread that does one thing again and again, at moments aligned to the wall clock, until
 * it is stopped. What a step throws is logged and does not end the loop, not even when the virtual
 * machine is in trouble: the thread is ours alone, so nothing is kept from the host, and without it
 * the library would be silent for good. A step that takes longer than the interval makes it miss
 * moments, never overlap.
 */
final class DaemonLoop {
  private static final Logger LOGGER = LoggerFactory.getLogger(DaemonLoop.class);

  private final String name;
  private final Supplier<Moment> clock;
  private final long intervalMillis;
  private final long offsetMillis;
  private final Runnable step;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Set under the lock. */
  private volatile boolean isStopping;

  /** Guarded by the lock. */
  private boolean isCalled;

  private volatile @Nullable Thread thread;

  DaemonLoop(
      String name, Supplier<Moment> clock, Duration interval, Duration offset, Runnable step) {
    this.name = name;
    this.clock = clock;
    this.intervalMillis = interval.toMillis();
    this.offsetMillis = offset.toMillis();
    this.step = step;
  }

  void start() {
    Thread made = new Thread(this::run, name);
    made.setDaemon(true);
    thread = made;
    made.start();
  }

  /** Does the step now rather than at the next moment. */
  void call() {
    lock.lock();
    try {
      isCalled = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets the step that runs come to its end and no other begin. */
  void stop() {
    lock.lock();
    try {
      isStopping = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    LockSupport.unpark(thread);
  }

  /** Interrupts what it does. */
  void interrupt() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  boolean isAlive() {
    Thread running = thread;
    return running != null && running.isAlive();
  }

  /** Waits for the end for at most so long; whether it came. */
  boolean join(Duration most) {
    Thread running = thread;
    if (running == null || running == Thread.currentThread()) {
      return true;
    }
    return LastSteps.join(running, most);
  }

  private void run() {
    while (hasNext()) {
      try {
        step.run();
      } catch (Throwable failure) { // code that is not ours may throw anything, unchecked or not
        log(failure);
      }
      Thread
          .interrupted(); // a step that leaves its thread interrupted must not keep it from waiting
    }
  }

  /** Waits for the next step; where there is no memory to wait with, for an interval and again. */
  private boolean hasNext() {
    while (!isStopping) {
      try {
        return awaitNext();
      } catch (Throwable failure) {
        log(failure);
        pause();
      }
    }
    return false;
  }

  /** Waits for an interval or the stop without making any object. */
  private void pause() {
    Thread.interrupted(); // else it would not wait
    if (!isStopping) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(intervalMillis));
    }
  }

  private void log(Throwable failure) {
    try {
      LOGGER.error("{} failed and goes on with its next step", name, failure);
    } catch (Throwable unspeakable) { // there may be no memory for a line, or no room on the disk
      return;
    }
  }

  /** Waits for the next moment or a call; whether there is to be another step. */
  private boolean awaitNext() {
    lock.lock();
    try {
      long nanos = TimeUnit.MILLISECONDS.toNanos(millisToNext(clock.get().wallMillis()));
      while (nanos > 0 && !isStopping && !isCalled) {
        nanos = changed.awaitNanos(nanos);
      }
      isCalled = false;
      return !isStopping;
    } catch (InterruptedException stopped) {
      return !isStopping;
    } finally {
      lock.unlock();
    }
  }

  /** How long it is to the next multiple of the interval, and the offset past it. */
  private long millisToNext(long wallMillis) {
    return intervalMillis - Math.floorMod(wallMillis - offsetMillis, intervalMillis);
  }
}
