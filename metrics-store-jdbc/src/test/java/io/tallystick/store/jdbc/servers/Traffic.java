package io.tallystick.store.jdbc.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** What a proxy lets through, and how fast. Who waits here learns of every change at once. */
final class Traffic {
  /** How often a second a slow connection passes bytes on. */
  private static final int SLICES_PER_SECOND = 50;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private CutRule rule = frame -> Cut.PASS;
  private boolean held;
  private long bytesPerSecond = Long.MAX_VALUE;
  private long latencyNanos;

  /** Counts the changes of speed: who waits for what is slow does not wait any longer. */
  private int speeds;

  void rule(CutRule newRule) {
    change(() -> rule = newRule);
  }

  void hold() {
    change(() -> held = true);
  }

  void slow(long newBytesPerSecond, Duration latency) {
    change(
        () -> {
          bytesPerSecond = newBytesPerSecond;
          latencyNanos = latency.toNanos();
          speeds++;
        });
  }

  void pass() {
    change(
        () -> {
          rule = frame -> Cut.PASS;
          held = false;
          bytesPerSecond = Long.MAX_VALUE;
          latencyNanos = 0;
          speeds++;
        });
  }

  /** Does something that those who wait here must see. */
  void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  Cut judge(Frame frame) {
    lock.lock();
    try {
      return rule.at(frame);
    } finally {
      lock.unlock();
    }
  }

  /** Waits as long as bytes are under way. */
  void delay(BooleanSupplier over) {
    lock.lock();
    try {
      pause(latencyNanos, over);
    } finally {
      lock.unlock();
    }
  }

  /** Waits while everything is held, or this link is. */
  void awaitRelease(BooleanSupplier heldThere, BooleanSupplier over) {
    lock.lock();
    try {
      while ((held || heldThere.getAsBoolean()) && !over.getAsBoolean()) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Writes part of some bytes at the speed of the moment. */
  void write(byte[] bytes, int from, int to, OutputStream out, BooleanSupplier over)
      throws IOException {
    int at = from;
    while (at < to && !over.getAsBoolean()) {
      int slice = (int) Math.min(to - at, slice());
      out.write(bytes, at, slice);
      at += slice;
      pauseAfter(slice, over);
    }
    out.flush();
  }

  private long slice() {
    lock.lock();
    try {
      return Math.max(1, bytesPerSecond / SLICES_PER_SECOND);
    } finally {
      lock.unlock();
    }
  }

  private void pauseAfter(long bytes, BooleanSupplier over) {
    lock.lock();
    try {
      if (bytesPerSecond < Long.MAX_VALUE) {
        pause(1_000_000_000L * bytes / bytesPerSecond, over);
      }
    } finally {
      lock.unlock();
    }
  }

  private void pause(long nanos, BooleanSupplier over) {
    long end = System.nanoTime() + nanos;
    long left = nanos;
    int speed = speeds;
    while (left > 0 && speed == speeds && !over.getAsBoolean()) {
      try {
        changed.awaitNanos(left);
      } catch (InterruptedException unexpected) {
        throw new IllegalStateException("No one interrupts a proxy's threads", unexpected);
      }
      left = end - System.nanoTime();
    }
  }
}
