package io.tallystick.core.ratelimit;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * The requests of a key in one minute.
 *
 * <p>Any thread counts. One thread closes a window, once, when another has taken its place: what it
 * counted until then is its final number, by the same atomic addition that closes it. Whoever
 * counts later finds it closed and counts into the window that is there now. So each request is in
 * one window, and none is lost.
 */
final class MinuteWindow {
  private static final long CLOSED = 1L << 62;
  private static final AtomicLongFieldUpdater<MinuteWindow> COUNT =
      AtomicLongFieldUpdater.newUpdater(MinuteWindow.class, "count");
  private static final AtomicIntegerFieldUpdater<MinuteWindow> WARNED =
      AtomicIntegerFieldUpdater.newUpdater(MinuteWindow.class, "warned");

  private final LimitedKey key;
  private final long minute;
  private final long firstMillis;

  private volatile long count;

  /** Written through {@link #WARNED} alone. */
  private volatile int warned;

  /** What others are known to have counted; written by the thread that asks the store. */
  private volatile long others;

  /** The limit that was told last in this minute. */
  private volatile long limit;

  /** What the host said last that was used; 0 when it said nothing. */
  private volatile long told;

  /** How many of the count the store has; written under the lock of {@link OwnWindows}. */
  private volatile long sent;

  /** The final count, from closing on; for the thread that closes. */
  private long total = -1;

  /**
   * Makes an empty window.
   *
   * @param minute since 1970
   * @param firstMillis when its first request came
   */
  MinuteWindow(LimitedKey key, long minute, long firstMillis) {
    this.key = key;
    this.minute = minute;
    this.firstMillis = firstMillis;
  }

  LimitedKey key() {
    return key;
  }

  long minute() {
    return minute;
  }

  long firstMillis() {
    return firstMillis;
  }

  /** Counts a request; how many there are then, or a number below 0 when it is closed. */
  long increment() {
    long now = COUNT.incrementAndGet(this);
    return now > CLOSED ? -1 : now;
  }

  /** How many requests were counted. */
  long count() {
    long now = count;
    return now >= CLOSED ? total : now;
  }

  /** Lets no more in. For one thread; again it does nothing. */
  void close() {
    if (total < 0) {
      total = COUNT.getAndAdd(this, CLOSED);
    }
  }

  /** Whether this is the first time that somebody asks. */
  boolean warnOnce() {
    return warned == 0 && WARNED.compareAndSet(this, 0, 1);
  }

  /** What is over keeps the limit that it had. */
  void limit(long perMinute) {
    if (limit != perMinute && count < CLOSED) {
      limit = perMinute;
    }
  }

  long limit() {
    return Math.max(1, limit);
  }

  void told(long used) {
    told = used;
  }

  long told() {
    return told;
  }

  void others(long used) {
    others = used;
  }

  /** Of all instances, as far as is known, when this one counted so many. */
  long used(long counted) {
    return Math.max(counted + others, told);
  }

  long sent() {
    return sent;
  }

  void sent(long number) {
    sent = number;
  }

  /** How many the store does not have yet. */
  long unsent() {
    return Math.max(0, count() - sent);
  }
}
