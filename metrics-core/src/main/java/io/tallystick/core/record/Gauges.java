package io.tallystick.core.record;

/**
 * The cells of gauges: for each the last value, and the least and greatest since they were taken.
 *
 * <p>Any thread writes, atomically: of two that set at once one is the last; adding is a loop of
 * compare-and-set, so it is exact. A set goes to the last value first and then to least and
 * greatest; {@link #takeLeast} and {@link #takeGreatest} swap these for their neutral values, so
 * that a value is seen now or the next time.
 *
 * <p>Values are kept as their bits xor-ed with those of the neutral value, so that a cell of zeros,
 * which is what new memory holds, means "none".
 */
final class Gauges {
  private static final int CELL_BITS = 2;
  private static final int LAST = 0;
  private static final int LEAST = 1;
  private static final int GREATEST = 2;
  private static final long UNSET = Double.doubleToRawLongBits(Double.NaN);
  private static final long HIGHEST = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
  private static final long LOWEST = Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY);

  private final SharedCells cells;

  Gauges(CellMemory memory) {
    cells = new SharedCells(memory);
  }

  /** Sets a finite value. */
  void set(int gauge, double value) {
    Cells page = cells.page(gauge << CELL_BITS);
    int at = offset(gauge);
    page.setRelease(at + LAST, Double.doubleToRawLongBits(value) ^ UNSET);
    widen(page, at, value);
  }

  /** Adds a finite amount; whether the sum is finite, else nothing changes. */
  boolean add(int gauge, double amount) {
    Cells page = cells.page(gauge << CELL_BITS);
    int at = offset(gauge);
    long before;
    double sum;
    do {
      before = page.getAcquire(at + LAST);
      sum = (before == 0 ? 0 : value(before, UNSET)) + amount;
      if (!Double.isFinite(sum)) {
        return false;
      }
    } while (!page.compareAndSet(at + LAST, before, Double.doubleToRawLongBits(sum) ^ UNSET));
    widen(page, at, sum);
    return true;
  }

  private static void widen(Cells page, int at, double value) {
    long least = page.getAcquire(at + LEAST);
    while (value < value(least, HIGHEST)
        && !page.compareAndSet(at + LEAST, least, Double.doubleToRawLongBits(value) ^ HIGHEST)) {
      least = page.getAcquire(at + LEAST);
    }
    long greatest = page.getAcquire(at + GREATEST);
    while (value > value(greatest, LOWEST)
        && !page.compareAndSet(
            at + GREATEST, greatest, Double.doubleToRawLongBits(value) ^ LOWEST)) {
      greatest = page.getAcquire(at + GREATEST);
    }
  }

  /** The last value, or NaN when none was set. */
  double last(int gauge) {
    return value(cells.page(gauge << CELL_BITS).getAcquire(offset(gauge) + LAST), UNSET);
  }

  /** The least value that was set since the last call, or positive infinity. */
  double takeLeast(int gauge) {
    return value(cells.page(gauge << CELL_BITS).getAndSet(offset(gauge) + LEAST, 0), HIGHEST);
  }

  /** The greatest value that was set since the last call, or negative infinity. */
  double takeGreatest(int gauge) {
    return value(cells.page(gauge << CELL_BITS).getAndSet(offset(gauge) + GREATEST, 0), LOWEST);
  }

  /** Back to what new memory holds. */
  void clear(int gauge) {
    cells.page(gauge << CELL_BITS).setRelease(offset(gauge) + LAST, 0);
    takeLeast(gauge);
    takeGreatest(gauge);
  }

  private static int offset(int gauge) {
    return (gauge << CELL_BITS) & (SharedCells.PAGE_SIZE - 1);
  }

  private static double value(long bits, long neutral) {
    return Double.longBitsToDouble(bits ^ neutral);
  }
}
