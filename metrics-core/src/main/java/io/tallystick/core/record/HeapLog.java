package io.tallystick.core.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A log's entries in an array, with a cache line left empty at both ends against false sharing. */
final class HeapLog extends SampleLog {
  private static final int PADDING = 8;
  private static final int ENTRIES = 256;
  private static final int LENGTH = 2 * ENTRIES + 2 * PADDING;
  private static final int END = PADDING + 2 * ENTRIES;
  private static final VarHandle NEXT;

  /** What a log takes. */
  static final long BYTES = 64 + 8L * LENGTH;

  static {
    try {
      NEXT = MethodHandles.lookup().findVarHandle(HeapLog.class, "next", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final long[] numbers = new long[LENGTH];

  /** Where the next entry goes; written by the owner, or for him under the flag. */
  private int next = PADDING;

  @Override
  boolean append(int series, double value) {
    int at = next;
    if (at == END) {
      return false;
    }
    numbers[at] = series;
    numbers[at + 1] = Double.doubleToRawLongBits(value);
    NEXT.setRelease(this, at + 2);
    return true;
  }

  @Override
  int size() {
    return (int) NEXT.getAcquire(this) - PADDING;
  }

  @Override
  long number(int at) {
    return numbers[PADDING + at];
  }

  @Override
  void restart() {
    NEXT.setRelease(this, PADDING);
  }
}
