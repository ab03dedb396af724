package io.tallystick.core.record;

import java.util.Arrays;

/**
 * The places that lanes have, by the low bits of a thread's id. A place that has no lane yet, or
 * whose lane has no log, has cells and a log without room, so that nobody needs to ask.
 */
final class LanePlaces {
  static final int COUNT = 1 << 10;

  private static final int MASK = COUNT - 1;

  private final Thread[] owners = new Thread[COUNT];
  private final long[][] cells = new long[COUNT][];
  private final SampleLog[] logs = new SampleLog[COUNT];

  LanePlaces() {
    Arrays.fill(cells, HeapLane.NO_CELLS);
    Arrays.fill(logs, HeapLog.WITHOUT_ROOM);
  }

  static int of(Thread thread) {
    return (int) thread.getId() & MASK;
  }

  Thread[] owners() {
    return owners;
  }

  long[][] cells() {
    return cells;
  }

  SampleLog[] logs() {
    return logs;
  }
}
