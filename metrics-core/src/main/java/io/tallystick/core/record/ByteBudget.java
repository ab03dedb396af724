package io.tallystick.core.record;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes one use of memory may take; any thread may ask. */
final class ByteBudget {
  private final long limit;
  private final AtomicLong used = new AtomicLong();

  ByteBudget(long limit) {
    this.limit = limit;
  }

  /** Takes the bytes if they are there. */
  boolean tryTake(long bytes) {
    if (used.get() + bytes > limit) {
      return false; // without a write: many may be asking in vain
    }
    if (used.addAndGet(bytes) <= limit) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  /** Takes bytes that cannot be done without, beyond the limit if need be. */
  void take(long bytes) {
    used.addAndGet(bytes);
  }

  void give(long bytes) {
    used.addAndGet(-bytes);
  }

  /** Whether there is plenty, for what only makes things quicker. */
  boolean isHalfFree() {
    return used.get() < limit / 2;
  }

  long used() {
    return used.get();
  }
}
