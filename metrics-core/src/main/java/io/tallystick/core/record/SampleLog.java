package io.tallystick.core.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * A lane's last samples of all its series, on their way into the series' sinks.
 *
 * <p>A row of numbers: a sample is the bits of its double, and before the first sample of another
 * series than the last one's stands a mark, the bits of no number at all with the index of the
 * series in them.
 *
 * <p><b>Who writes.</b> The lane's owner alone appends: the numbers, then how many there are by
 * release. <b>Who moves.</b> The owner when the log is full, and the tick and readers of live
 * values at any time; they take turns by the {@code busy} flag, which nobody who records waits for:
 * an owner that finds it taken records past the log. Whoever moves reads how many there are by
 * acquire, so it sees the numbers whole, and remembers how far it came. Only the owner, with the
 * flag in hand and all moved, begins again at the first place; so nobody reads a number that is
 * being written.
 *
 * <p>The order in which samples reach a sink does not matter, so nothing is lost or counted twice
 * when some pass by the log. Where the numbers lie is the subclass's affair; see {@link
 * CellMemory}.
 */
abstract class SampleLog {
  private static final long MARK = 0x7ff8_0000_0000_0000L;
  private static final int BITS_BELOW_A_MARK = 51;
  private static final int AHEAD = 16;
  private static final int TURNS_TO_WAIT = 20_000;
  private static final long WAIT_NANOS = 1_000;
  private static final VarHandle BUSY;

  static {
    try {
      BUSY = MethodHandles.lookup().findVarHandle(SampleLog.class, "busy", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int stripe;

  /** How far the numbers are moved; guarded by the flag, like the next. */
  private int moved;

  /** The series of the next sample to move, unless a mark comes before it. */
  private int series;

  @SuppressWarnings("UnusedVariable") // read through BUSY
  private volatile int busy;

  /** Written only, so that no look is left out as useless. */
  @SuppressWarnings("UnusedVariable")
  private int looked;

  /**
   * A log without samples.
   *
   * @param stripe which part of a sink it goes to, where sinks have several
   * @param begin where the first of its numbers will be
   */
  SampleLog(int stripe, int begin) {
    this.stripe = stripe;
    this.moved = begin;
  }

  /** Appends by the owner; whether there was room. */
  abstract boolean append(int series, double value);

  /** Where the numbers end; whoever asks sees them whole. */
  abstract int end();

  /** The numbers, each a mark or the bits of a sample; under the flag. */
  abstract long[] numbers();

  /** Begins again at the first place, which it gives back; by the owner under the flag. */
  abstract int restart();

  /** Sees that the tick or a reader came by; under the flag. */
  abstract void rest();

  final int stripe() {
    return stripe;
  }

  static long mark(int series) {
    return MARK | series;
  }

  /** Whether a number is a mark; samples are finite, so none of them is. */
  static boolean isMark(long number) {
    return number >>> BITS_BELOW_A_MARK == MARK >>> BITS_BELOW_A_MARK;
  }

  /** Moves what is there to the sinks; whether nobody else was at it. */
  final boolean tryMove(SeriesDirectory directory) {
    return tryLock() && moveAndUnlock(directory, false);
  }

  /**
   * Moves what is there to the sinks, after whoever is at it; for threads of ours. Whoever takes so
   * long that this gives up, a thread that got no processor, leaves the samples to the next time.
   */
  final void move(SeriesDirectory directory) {
    for (int turn = 0; turn < TURNS_TO_WAIT && !tryMove(directory); turn++) {
      LockSupport.parkNanos(WAIT_NANOS);
    }
  }

  /** Moves everything and begins again at the first place, by the owner; whether it could. */
  final boolean tryEmpty(SeriesDirectory directory) {
    return tryLock() && moveAndUnlock(directory, true);
  }

  /**
   * Appends by any thread to a log that has no owner; whether nobody else was at it. The flag makes
   * the caller the owner for one sample.
   */
  final boolean tryAppendShared(SeriesDirectory directory, int index, double value) {
    if (!tryLock()) {
      return false;
    }
    try {
      if (!append(index, value)) {
        empty(directory);
        append(index, value);
      }
      unlock();
    } catch (Throwable any) {
      busy = 0; // even without a frame left on the stack
      throw any;
    }
    return true;
  }

  private boolean tryLock() {
    return BUSY.compareAndSet(this, 0, 1);
  }

  private void unlock() {
    BUSY.setRelease(this, 0);
  }

  private boolean moveAndUnlock(SeriesDirectory directory, boolean restarts) {
    try {
      if (restarts) {
        empty(directory);
      } else {
        moveAll(directory);
        rest();
      }
      unlock();
    } catch (Throwable any) {
      busy = 0; // even without a frame left on the stack
      throw any;
    }
    return true;
  }

  private void empty(SeriesDirectory directory) {
    moveAll(directory);
    moved = restart();
  }

  private void moveAll(SeriesDirectory directory) {
    int end = end();
    long[] numbers = numbers();
    int near = moved;
    while (moved < end) {
      long number = numbers[moved];
      if (!isMark(number)) {
        SampleSink to = directory.sinkOf(series);
        // Null only for a sample of a thread that stood still through a quarantine; see Retirement.
        moved = to == null ? moved + 1 : to.acceptRun(this, moved, end);
      } else {
        if (moved >= near) {
          near = bringNear(directory, numbers, moved, end);
        }
        series = (int) number;
        moved++;
      }
    }
  }

  /**
   * Looks at what the next samples will change, where each of them belongs to another series: to
   * get it out of memory takes longer than anything else here, but no longer for all than for one.
   *
   * @return up to where it looked
   */
  private int bringNear(SeriesDirectory directory, long[] numbers, int from, int end) {
    int at = from;
    int last = Math.min(end - 1, from + AHEAD);
    int seen = 0;
    while (at < last && isMark(numbers[at])) {
      SampleSink next = directory.sinkOf((int) numbers[at]);
      seen += next == null ? 0 : next.lookAt(numbers[at + 1]);
      at += 2;
    }
    looked = seen;
    return at;
  }
}
