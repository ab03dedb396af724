package io.tallystick.core.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * A lane's cells in one array, as long as its owner's highest cell needs, with a cache line left
 * empty at both ends against false sharing.
 *
 * <p>The owner replaces the array by a longer copy; a reader that still has the shorter one sees
 * the cells as they were then, which is as good as having read a moment earlier. Who clears a cell
 * looks afterwards whether the array is still the same, and the owner looks after a replacement
 * whether a cell was cleared in the shorter one: one of the two sees the other.
 */
final class HeapLane extends Lane {
  static final int PADDING = 8;

  /** Of a lane that nobody has added to. */
  static final long[] NO_CELLS = new long[2 * PADDING];

  private static final int SMALLEST = 64;
  private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle ARRAYS = MethodHandles.arrayElementVarHandle(long[][].class);

  private final ByteBudget budget;
  private final long[][] arrays;
  private final int place;

  HeapLane(LanePlaces places, int place, ByteBudget budget) {
    super(places, place);
    this.arrays = places.cells();
    this.place = place;
    this.budget = budget;
  }

  @Override
  boolean tryReach(int cell) {
    long[] before = arrays[place];
    if (cell + PADDING < before.length - PADDING) {
      return true;
    }
    int size = Math.max(SMALLEST, lengthFor(cell)) + 2 * PADDING;
    if (!budget.tryTake(Long.BYTES * (long) (size - before.length))) {
      return false;
    }
    long[] after = Arrays.copyOf(before, size);
    ARRAYS.setVolatile(arrays, place, after);
    for (int at = 0; at < before.length; at++) {
      if ((long) CELLS.getVolatile(before, at) == 0) {
        CELLS.setOpaque(after, at, 0L);
      }
    }
    return true;
  }

  /** An eighth more than what is needed now: there may be hundreds of lanes. */
  private static int lengthFor(int cell) {
    return cell + 1 + (cell >> 3);
  }

  @Override
  void addTo(long[] totals) {
    long[] now = (long[]) ARRAYS.getAcquire(arrays, place);
    int end = Math.min(totals.length, now.length - 2 * PADDING);
    for (int cell = 0; cell < end; cell++) {
      long value = (long) CELLS.getOpaque(now, cell + PADDING);
      if (value != 0) {
        totals[cell] = Saturation.sum(totals[cell], value);
      }
    }
  }

  @Override
  void clear(int cell) {
    long[] now;
    do {
      now = (long[]) ARRAYS.getVolatile(arrays, place);
      if (cell + PADDING < now.length - PADDING) {
        CELLS.setVolatile(now, cell + PADDING, 0L);
      }
    } while (now != (long[]) ARRAYS.getVolatile(arrays, place));
  }
}
