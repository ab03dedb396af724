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
 * when some pass by the log. Where the entries lie is the subclass's affair; see {@link
 * CellMemory}.
 */
abstract class SampleLog {
  private static final long WAIT_NANOS = 1_000;
  private static final VarHandle BUSY;

  static {
    try {
      BUSY = MethodHandles.lookup().findVarHandle(SampleLog.class, "busy", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** How far the entries are moved; guarded by the flag. */
  private int moved;

  @SuppressWarnings("UnusedVariable") // through BUSY
  private int busy;

  /** Appends by the owner; whether there was room. */
  abstract boolean append(int series, double value);

  /** How many numbers there are, two for each entry; whoever asks sees the entries whole. */
  abstract int size();

  /** One of the numbers: at even places the index of a series, behind it the bits of a double. */
  abstract long number(int at);

  /** Begins again at the first entry; by the owner, or for him under the flag. */
  abstract void restart();

  /** Moves what is there to the sinks; whether nobody else was at it. */
  final boolean tryMove(SeriesDirectory directory) {
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
  final void move(SeriesDirectory directory) {
    while (!tryMove(directory)) {
      LockSupport.parkNanos(WAIT_NANOS);
    }
  }

  /** Moves everything and begins again at the first entry, by the owner; whether it could. */
  final boolean tryEmpty(SeriesDirectory directory) {
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
  final boolean tryAppendShared(SeriesDirectory directory, int series, double value) {
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
    moved = 0;
    restart();
  }

  private void moveAll(SeriesDirectory directory) {
    int end = size();
    while (moved < end) {
      Series series = directory.find((int) number(moved));
      // Null only for a sample of a thread that stood still through a quarantine; see Retirement.
      moved = series == null ? moved + 2 : series.sink().acceptRun(this, moved, end);
    }
  }
}
