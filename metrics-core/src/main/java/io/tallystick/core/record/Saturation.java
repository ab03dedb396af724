package io.tallystick.core.record;

/**
 * Sums that stay at {@link Long#MAX_VALUE} once they are there.
 *
 * <p>An atomic add may take a cell past the top and make it negative until the one who did so sets
 * it back; a reader takes a negative cell for a full one. Amounts that could come round to positive
 * again meanwhile are added by compare-and-set instead: with what is left, a million threads would
 * have to stand between their two steps at once.
 */
final class Saturation {
  /** Amounts of more bits than these are large. */
  static final int LARGE_BITS = 42;

  private Saturation() {}

  static long sum(long total, long cell) {
    long sum = total + cell;
    return cell < 0 || sum < 0 ? Long.MAX_VALUE : sum;
  }

  static void addLarge(Cells page, int at, long amount) {
    long before;
    do {
      before = page.getAcquire(at);
    } while (!page.compareAndSet(at, before, sum(amount, before)));
  }

  static void settle(Cells page, int at) {
    long now = page.getAcquire(at);
    while (now < 0 && !page.compareAndSet(at, now, Long.MAX_VALUE)) {
      now = page.getAcquire(at);
    }
  }
}
