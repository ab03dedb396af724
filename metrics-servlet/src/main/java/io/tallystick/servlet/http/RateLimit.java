package io.tallystick.servlet.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How often one caller may ask in a minute, and all of them together.
 *
 * <p>Of each caller one number is kept: until when its calls are paid for, at a steady pace. A call
 * is refused when that is more than a minute ahead. The callers who asked last are remembered; who
 * makes itself thousands of names pays with the limit of all.
 */
final class RateLimit {
  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int MOST_CALLERS = 10_000;
  private static final String ALL = "\nall";

  private final int ofOne;
  private final int ofAll;
  private final LongSupplier nanoTime;

  /** Guarded by this. */
  private final Map<String, Long> paidUntil =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST_CALLERS;
        }
      };

  RateLimit(int ofOne, int ofAll, LongSupplier nanoTime) {
    this.ofOne = ofOne;
    this.ofAll = ofAll;
    this.nanoTime = nanoTime;
  }

  /** Takes a call; 0 when it may be made, or else in how many seconds one more may. */
  synchronized long take(String caller) {
    long now = nanoTime.getAsLong();
    long own = wait(caller, ofOne, now);
    long common = wait(ALL, ofAll, now);
    if (own > 0 || common > 0) {
      return TimeUnit.NANOSECONDS.toSeconds(Math.max(own, common) + 999_999_999L);
    }
    pay(caller, ofOne, now);
    pay(ALL, ofAll, now);
    return 0;
  }

  private long wait(String caller, int limit, long now) {
    return ahead(caller, now) + MINUTE_NANOS / limit - MINUTE_NANOS;
  }

  private void pay(String caller, int limit, long now) {
    paidUntil.put(caller, now + ahead(caller, now) + MINUTE_NANOS / limit);
  }

  /** Nanosecond counters may be negative and run over, so only differences are compared. */
  private long ahead(String caller, long now) {
    Long until = paidUntil.get(caller);
    return until == null ? 0 : Math.max(0, until - now);
  }

  synchronized int callers() {
    return paidUntil.size();
  }
}
