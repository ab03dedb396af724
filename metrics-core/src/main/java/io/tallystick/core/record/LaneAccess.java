package io.tallystick.core.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The way from a thread to the lane it owns: what every recording call goes first. Whoever records
 * extends this, so that no load stands between it and the three lists.
 *
 * <p>Three lists side by side, by the low bits of a thread's id: the thread that may add there, its
 * cells, its log. Only the thread itself can find itself among the owners, and only an owner
 * changes what stands beside its name; so all three are read plainly, and in any order. See {@link
 * Lane} for who writes.
 *
 * <p>The fewer loads there are whose address comes out of another load, the sooner the processor
 * knows where the sum goes; some wait for that before they read on. Hence lists instead of a list
 * of lanes, and the cells in them instead of behind an object.
 */
abstract class LaneAccess {
  private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(long[].class);

  private final Thread[] owners;
  private final long[][] cells;
  private final SampleLog[] logs;

  LaneAccess(LanePlaces places) {
    owners = places.owners();
    cells = places.cells();
    logs = places.logs();
  }

  /** Adds an amount, 0 or more, to a cell of the thread's own lane; whether it has room there. */
  final boolean addToOwn(Thread thread, int cell, long amount) {
    int place = LanePlaces.of(thread);
    long[] mine = cells[place];
    int at = cell + HeapLane.PADDING;
    if (owners[place] != thread || at >= mine.length - HeapLane.PADDING) {
      return false;
    }
    long next = (long) CELLS.getOpaque(mine, at) + amount;
    CELLS.setOpaque(mine, at, next >= 0 ? next : Long.MAX_VALUE);
    return true;
  }

  /** Appends a sample, finite, to the log of the thread's own lane; whether it has room there. */
  final boolean appendToOwn(Thread thread, int series, double value) {
    int place = LanePlaces.of(thread);
    SampleLog mine = logs[place];
    return owners[place] == thread && mine.append(series, value);
  }
}
