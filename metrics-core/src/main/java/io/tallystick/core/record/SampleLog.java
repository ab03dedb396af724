package io.tallystick.core.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * A lane's last samples of all its series, each a series index and the bits of a double, on their
 * way into the series' sinks.
 *
 * <p><b>Who writes.</b> The lane's owner alone appends: the two cells of an entry, then the number
 * of entries by release. <b>Who moves.</b> The owner when the log is full, and the tick and readers
 * of live values at any time; they take turns by the {@code busy} flag, which nobody who records
 * waits for: an owner that finds it taken records past the log. Whoever moves reads the number of
 * entries by acquire, so it sees the entries whole, and remembers how far it came. Only the owner,
 * with the flag in hand and all moved, begins again at the first entry; so nobody reads an entry
 * that is being written.
 *
 * <p>The order in which samples reach a sink does not matter, so nothing is lost or counted twice
 * when some pass by the log.
 */
final class SampleLog {
  private static final int CAPACITY = 256;

  /** Where the number of entries is; a cache line before the entries. */
  private static final int SIZE = 0;

  private static final int FIRST = 8;
  private static final int END = FIRST + 2 * CAPACITY;

  /** How many cells a log takes. */
  static final int CELLS = END;

  private static final long WAIT_NANOS = 1_000;
  private static final VarHandle BUSY;

  static {
    try {
      BUSY = MethodHandles.lookup().findVarHandle(SampleLog.class, "busy", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Cells cells;

  /** How far the entries are moved; guarded by the flag. */
  private int moved = FIRST;

  @SuppressWarnings("UnusedVariable") // through BUSY
  private int busy;

  SampleLog(Cells cells) {
    this.cells = cells;
    cells.setRelease(SIZE, FIRST);
  }

  /** Appends by the owner; whether there was room. */
  boolean append(int series, double value) {
    int at = (int) cells.get(SIZE);
    if (at == END) {
      return false;
    }
    cells.set(at, series);
    cells.set(at + 1, Double.doubleToRawLongBits(value));
    cells.setRelease(SIZE, at + 2);
    return true;
  }

  /** Moves what is there to the sinks; whether nobody else was at it. */
  boolean tryMove(SeriesDirectory directory) {
    if (!BUSY.compareAndSet(this, 0, 1)) {
      return false;
    }
    try {
      moveAll(directory);
    } finally {
      BUSY.setRelease(this, 0);
    }
    return true;
  }

  /** Moves what is there to the sinks, after whoever is at it; for threads of ours. */
  void move(SeriesDirectory directory) {
    while (!tryMove(directory)) {
      LockSupport.parkNanos(WAIT_NANOS);
    }
  }

  /** Moves everything and begins again at the first entry, by the owner; whether it could. */
  boolean tryEmpty(SeriesDirectory directory) {
    if (!BUSY.compareAndSet(this, 0, 1)) {
      return false;
    }
    try {
      empty(directory);
    } finally {
      BUSY.setRelease(this, 0);
    }
    return true;
  }

  /**
   * Appends by any thread to a log that has no owner; whether nobody else was at it. The flag makes
   * the caller the owner for one entry.
   */
  boolean tryAppendShared(SeriesDirectory directory, int series, double value) {
    if (!BUSY.compareAndSet(this, 0, 1)) {
      return false;
    }
    try {
      if (!append(series, value)) {
        empty(directory);
        append(series, value);
      }
    } finally {
      BUSY.setRelease(this, 0);
    }
    return true;
  }

  private void empty(SeriesDirectory directory) {
    moveAll(directory);
    moved = FIRST;
    cells.setRelease(SIZE, FIRST);
  }

  private void moveAll(SeriesDirectory directory) {
    int end = (int) cells.getAcquire(SIZE);
    while (moved < end) {
      SampleSink sink = directory.at((int) cells.get(moved)).sink();
      moved = sink.acceptRun(cells, moved, end);
    }
  }
}
