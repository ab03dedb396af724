package io.tallystick.core.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A log's numbers in an array, with a cache line left empty at both ends against false sharing.
 *
 * <p>A log that is full again and again between two ticks gets a longer array while there is memory
 * for it: its owner moves more samples at a time, which costs each of them less, most of all where
 * several threads record into one series. Hundreds of threads that record now and then keep short
 * ones.
 */
final class HeapLog extends SampleLog {
  /** A log that is always full. */
  static final SampleLog WITHOUT_ROOM = new HeapLog();

  private static final int PADDING = 8;
  private static final int SHORT = 256;
  private static final int LONG = 2_048;
  private static final int TIMES_FULL = 64;
  private static final VarHandle NEXT;

  static {
    try {
      NEXT = MethodHandles.lookup().findVarHandle(HeapLog.class, "next", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final ByteBudget budget;
  private long[] numbers;

  /** Where the next number goes; written by the owner, or for him under the flag. */
  private int next = PADDING;

  /** The series of the last sample; the owner's. */
  private int last = -1;

  /** How often since {@link #rest}; guarded by the flag. */
  private int timesFull;

  /**
   * A log without samples.
   *
   * @param forLongOnes what longer arrays are taken from
   */
  HeapLog(int stripe, ByteBudget forLongOnes) {
    super(stripe, PADDING);
    this.budget = forLongOnes;
    this.numbers = new long[SHORT + 2 * PADDING];
  }

  private HeapLog() {
    super(0, PADDING);
    budget = new ByteBudget(0);
    numbers = new long[2 * PADDING];
  }

  /** What a log takes. */
  static long bytes() {
    return 96 + arrayBytes(SHORT);
  }

  private static long arrayBytes(int size) {
    return Long.BYTES * (size + 2L * PADDING);
  }

  @Override
  boolean append(int series, double value) {
    long[] there = numbers;
    int at = next;
    int to = series == last ? at : at + 1;
    if (to >= there.length - PADDING) {
      return false;
    }
    if (series != last) {
      there[at] = mark(series);
      last = series;
    }
    there[to] = Double.doubleToRawLongBits(value);
    NEXT.setRelease(this, to + 1);
    return true;
  }

  @Override
  int end() {
    return (int) NEXT.getAcquire(this);
  }

  @Override
  long[] numbers() {
    return numbers;
  }

  @Override
  void rest() {
    timesFull = 0;
  }

  @Override
  int restart() {
    if (++timesFull == TIMES_FULL && numbers.length < LONG && budget.tryTake(arrayBytes(LONG))) {
      numbers = new long[LONG + 2 * PADDING];
    }
    last = -1;
    NEXT.setRelease(this, PADDING);
    return PADDING;
  }
}
