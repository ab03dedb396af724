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
  @Nullable Cells tryAllocate(int size) {
    return budget.tryTake(HeapCells.bytes(size)) ? new HeapCells(size) : null;
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
