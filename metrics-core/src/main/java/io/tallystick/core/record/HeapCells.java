package io.tallystick.core.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Cells in an array, with a cache line left empty at both ends against false sharing. */
final class HeapCells extends Cells {
  private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int PADDING = 8;
  private static final int HEADERS = 16 + 16;

  private final long[] cells;

  HeapCells(int size) {
    cells = new long[size + 2 * PADDING];
  }

  /** What a block of so many cells takes. */
  static long bytes(int size) {
    return HEADERS + 8L * (size + 2 * PADDING);
  }

  @Override
  long get(int cell) {
    return cells[cell + PADDING];
  }

  @Override
  void set(int cell, long value) {
    cells[cell + PADDING] = value;
  }

  @Override
  long getAcquire(int cell) {
    return (long) CELLS.getAcquire(cells, cell + PADDING);
  }

  @Override
  void setRelease(int cell, long value) {
    CELLS.setRelease(cells, cell + PADDING, value);
  }

  @Override
  long getAndAdd(int cell, long amount) {
    return (long) CELLS.getAndAdd(cells, cell + PADDING, amount);
  }

  @Override
  long getAndSet(int cell, long value) {
    return (long) CELLS.getAndSet(cells, cell + PADDING, value);
  }

  @Override
  boolean compareAndSet(int cell, long expected, long value) {
    return CELLS.compareAndSet(cells, cell + PADDING, expected, value);
  }
}
