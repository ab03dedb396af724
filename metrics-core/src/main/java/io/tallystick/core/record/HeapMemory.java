package io.tallystick.core.record;

import org.jspecify.annotations.Nullable;

/** Lanes and blocks of cells on the heap, within a budget. */
final class HeapMemory extends CellMemory {
  private final ByteBudget budget;

  HeapMemory(ByteBudget budget) {
    this.budget = budget;
  }

  @Override
  Lane lane() {
    return new HeapLane(budget);
  }

  @Override
  @Nullable SampleLog tryLog() {
    return budget.tryTake(HeapLog.BYTES) ? new HeapLog() : null;
  }

  @Override
  SampleLog log() {
    budget.take(HeapLog.BYTES);
    return new HeapLog();
  }

  @Override
  Cells allocate(int size) {
    budget.take(HeapCells.bytes(size));
    return new HeapCells(size);
  }

  @Override
  void discard(int size) {
    budget.give(HeapCells.bytes(size));
  }
}
