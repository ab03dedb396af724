package io.tallystick.core.ratelimit;

import io.tallystick.spi.WriterId;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A key, and the window in which its requests are counted at present.
 *
 * <p>The window changes by compare and set: whoever wins hands the old one on, once. The minutes of
 * one key only grow, whatever the clock does, so that no two windows of it are of one minute. A key
 * that was let go has no window and gets none: who holds it looks for its successor.
 */
final class LimitedKey {
  private static final AtomicReferenceFieldUpdater<LimitedKey, @Nullable MinuteWindow> CURRENT =
      AtomicReferenceFieldUpdater.newUpdater(LimitedKey.class, MinuteWindow.class, "current");

  private final String name;
  private final WriterId writer;
  private final Consumer<MinuteWindow> left;

  /** Null once it was let go. */
  private volatile @Nullable MinuteWindow current;

  /**
   * Makes a key.
   *
   * @param name what is kept of it
   * @param writer in whose name its windows are written
   * @param left takes each window that another took the place of
   */
  LimitedKey(
      String name, WriterId writer, Consumer<MinuteWindow> left, long minute, long nowMillis) {
    this.name = name;
    this.writer = writer;
    this.left = left;
    this.current = new MinuteWindow(this, minute, nowMillis);
  }

  String name() {
    return name;
  }

  WriterId writer() {
    return writer;
  }

  /** The window at present; null when it was let go. */
  @Nullable MinuteWindow current() {
    return current;
  }

  boolean isGone() {
    return current == null;
  }

  /** The window of a minute, or of the newest; null when it was let go. */
  @Nullable MinuteWindow window(long minute, long nowMillis) {
    MinuteWindow there = current;
    while (there != null && there.minute() < minute) {
      MinuteWindow next = new MinuteWindow(this, minute, nowMillis);
      if (CURRENT.compareAndSet(this, there, next)) {
        left.accept(there);
        return next;
      }
      there = current;
    }
    return there;
  }

  /** Lets it go if nothing was counted since a minute; whether it is gone. */
  boolean leaveIfIdle(long since) {
    MinuteWindow there = current;
    if (there == null) {
      return true;
    }
    if (there.minute() >= since || !CURRENT.compareAndSet(this, there, null)) {
      return false;
    }
    left.accept(there);
    return true;
  }

  /** Lets it go. */
  void leave() {
    while (!leaveIfIdle(Long.MAX_VALUE)) {
      Thread.onSpinWait();
    }
  }
}
