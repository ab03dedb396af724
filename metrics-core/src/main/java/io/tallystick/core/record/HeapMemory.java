package io.tallystick.core.record;

import org.jspecify.annotations.Nullable;

/** Lanes and blocks of cells on the heap, within a budget. */
final class HeapMemory extends CellMemory {
  /** What longer logs take in all: enough for the threads that record most. */
  private static final long LONG_LOG_BYTES = 1 << 20;

  private final ByteBudget budget;
  private final ByteBudget longLogs = new ByteBudget(LONG_LOG_BYTES);

  HeapMemory(ByteBudget budget) {
    this.budget = budget;
  }

  @Override
  Lane lane(LanePlaces places, int place) {
    return new HeapLane(places, place, budget);
  }

  @Override
  @Nullable SampleLog tryLog(int stripe) {
    return budget.tryTake(HeapLog.bytes()) ? new HeapLog(stripe, longLogs) : null;
  }

  @Override
  SampleLog log(int stripe) {
    budget.take(HeapLog.bytes());
    return new HeapLog(stripe, longLogs);
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
