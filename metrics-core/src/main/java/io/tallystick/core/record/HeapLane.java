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
  private static final int PADDING = 8;
  private static final int SMALLEST = 64;
  private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle ARRAY;

  static {
    try {
      ARRAY = MethodHandles.lookup().findVarHandle(HeapLane.class, "cells", long[].class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final ByteBudget budget;
  private long[] cells = new long[2 * PADDING];

  HeapLane(ByteBudget budget) {
    this.budget = budget;
  }

  @Override
  boolean add(int cell, long amount) {
    long[] now = cells;
    int at = cell + PADDING;
    if (at >= now.length - PADDING) {
      if (!tryGrow(cell)) {
        return false;
      }
      now = cells;
    }
    long next = (long) CELLS.getOpaque(now, at) + amount;
    CELLS.setOpaque(now, at, next >= 0 ? next : Long.MAX_VALUE);
    return true;
  }

  private boolean tryGrow(int cell) {
    long[] before = cells;
    int size = Math.max(SMALLEST, Integer.highestOneBit(cell) << 1) + 2 * PADDING;
    if (!budget.tryTake(Long.BYTES * (long) (size - before.length))) {
      return false;
    }
    long[] after = Arrays.copyOf(before, size);
    ARRAY.setVolatile(this, after);
    for (int at = 0; at < before.length; at++) {
      if ((long) CELLS.getVolatile(before, at) == 0) {
        CELLS.setOpaque(after, at, 0L);
      }
    }
    return true;
  }

  @Override
  void addTo(long[] totals) {
    long[] now = (long[]) ARRAY.getAcquire(this);
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
      now = (long[]) ARRAY.getVolatile(this);
      if (cell + PADDING < now.length - PADDING) {
        CELLS.setVolatile(now, cell + PADDING, 0L);
      }
    } while (now != (long[]) ARRAY.getVolatile(this));
  }
}
