package io.tallystick.core.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * A lane's last samples of all its series, each a series index and the bits of a double, on their
 * way into the series' sinks.
 *
 * <p><b>Who writes.</b> The lane's owner alone appends: the two cells of an entry, then the tail by
 * release. <b>Who drains.</b> The owner when the ring is full, and the tick and readers of live
 * values at any time; they take turns by the {@code busy} flag, which nobody waits for: an owner
 * that finds it taken records past the log. A drainer reads the tail by acquire, so it sees the
 * entries whole, and moves the head by release when it is done with them, so the owner, who reads
 * the head by acquire, does not write over an entry that is still being read. Head and tail are
 * 64-bit counts that never come round; they lie in cells a cache line apart.
 *
 * <p>The order in which samples reach a sink does not matter, so nothing is lost or counted twice
 * when some pass by the log.
 */
final class SampleLog {
  private static final int CAPACITY = 512;
  private static final int MASK = CAPACITY - 1;
  private static final int TAIL = 0;
  private static final int HEAD = 16;
  private static final int FIRST = 32;

  /** How many cells a log takes. */
  static final int CELLS = FIRST + 2 * CAPACITY;

  private static final long WAIT_NANOS = 1_000;
  private static final VarHandle BUSY;

  static {
    try {
      BUSY = MethodHandles.lookup().findVarHandle(SampleLog.class, "busy", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Cells ring;

  /** The head as the owner saw it last; for the owner alone. */
  private long headSeen;

  @SuppressWarnings("UnusedVariable") // through BUSY
  private int busy;

  SampleLog(Cells ring) {
    this.ring = ring;
  }

  /** Appends by the owner; whether there was room. */
  boolean append(int series, double value) {
    long tail = ring.get(TAIL);
    if (tail - headSeen >= CAPACITY) {
      headSeen = ring.getAcquire(HEAD);
      if (tail - headSeen >= CAPACITY) {
        return false;
      }
    }
    int at = FIRST + (((int) tail & MASK) << 1);
    ring.set(at, series);
    ring.set(at + 1, Double.doubleToRawLongBits(value));
    ring.setRelease(TAIL, tail + 1);
    return true;
  }

  /** Moves what is there to the sinks; whether nobody else was at it. */
  boolean tryDrain(SeriesDirectory directory) {
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

  private void moveAll(SeriesDirectory directory) {
    long tail = ring.getAcquire(TAIL);
    long from = ring.get(HEAD);
    while (from < tail) {
      from = moveRun(directory, from, tail);
    }
    ring.setRelease(HEAD, tail);
  }

  /** Moves what is there to the sinks, after whoever is at it; for threads of ours. */
  void drain(SeriesDirectory directory) {
    while (!tryDrain(directory)) {
      LockSupport.parkNanos(WAIT_NANOS);
    }
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
        moveAll(directory);
        append(series, value);
      }
    } finally {
      BUSY.setRelease(this, 0);
    }
    return true;
  }

  /** Moves samples of one series that stand side by side; gives back where the next one begins. */
  private long moveRun(SeriesDirectory directory, long from, long tail) {
    long series = seriesAt(from);
    long to = from + 1;
    while (to < tail && seriesAt(to) == series) {
      to++;
    }
    directory.at((int) series).sink().acceptAll(this, from, to);
    return to;
  }

  private long seriesAt(long entry) {
    return ring.get(FIRST + (((int) entry & MASK) << 1));
  }

  /** The value of an entry, for a sink that takes a run of them. */
  double valueAt(long entry) {
    return Double.longBitsToDouble(ring.get(FIRST + (((int) entry & MASK) << 1) + 1));
  }
}
