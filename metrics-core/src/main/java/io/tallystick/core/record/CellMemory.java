package io.tallystick.core.record;

import org.jspecify.annotations.Nullable;

/**
 * Where lanes, logs, gauges and the minute's base lie: the seam under them. The sinks that logs are
 * moved to, and the directory of series, lie on the heap beside it.
 *
 * <p>Today that is the heap, {@link HeapMemory}. Memory that survives a crash, as a mapped file
 * does, takes its place by subclasses of this, of {@link Lane}, {@link SampleLog} and {@link
 * Cells}, and by another {@link LaneAccess}; as long as one subclass of each is loaded, the virtual
 * machine calls it directly.
 */
abstract class CellMemory {
  /** A lane without cells. */
  abstract Lane lane(LanePlaces places, int place);

  /** A log without entries, or null when the budget is spent. */
  abstract @Nullable SampleLog tryLog(int stripe);

  /** A log that cannot be done without. */
  abstract SampleLog log(int stripe);

  /** A block of zeros that cannot be done without. */
  abstract Cells allocate(int size);

  /** Takes back a block that no other thread has seen. */
  abstract void discard(int size);
}
