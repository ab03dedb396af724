package io.tallystick.core.aggregate;

import java.util.Arrays;

/**
 * By the index of a counter: how far it had come in the open bucket when it was last read, and when
 * it last moved. Arrays, because there may be very many.
 */
final class CounterMarks {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long NOT_SEEN = -1;

  private final long startNanos;
  private long[] seen = new long[256];
  private int[] movedAtSeconds = new int[256];

  CounterMarks(long startNanos) {
    this.startNanos = startNanos;
  }

  /** Whether a counter has come further than it was seen; remembers where it is now. */
  boolean see(int index, long inBucket, boolean hasFraction, long nowNanos) {
    makeRoom(index);
    boolean isFirst = movedAtSeconds[index] == 0;
    boolean hasMoved = inBucket != seen[index] || hasFraction;
    if (hasMoved || isFirst) {
      seen[index] = inBucket;
      movedAtSeconds[index] = seconds(nowNanos);
    }
    return hasMoved;
  }

  /** Makes the next {@link #see} find the counter moved. */
  void markChanged(int index) {
    makeRoom(index);
    seen[index] = NOT_SEEN;
  }

  /** For how many seconds a counter has stood still. */
  long idleSeconds(int index, long nowNanos) {
    return (long) seconds(nowNanos) - movedAtSeconds[index];
  }

  /** Begins a bucket, in which nothing was seen yet. */
  void begin() {
    Arrays.fill(seen, 0);
  }

  void forget(int index) {
    seen[index] = 0;
    movedAtSeconds[index] = 0;
  }

  /** Seconds since the start and one, so that 0 means never. */
  private int seconds(long nowNanos) {
    return 1 + (int) ((nowNanos - startNanos) / NANOS_PER_SECOND);
  }

  private void makeRoom(int index) {
    if (index >= seen.length) {
      int length = Math.max(index + 1, seen.length + seen.length / 2);
      seen = Arrays.copyOf(seen, length);
      movedAtSeconds = Arrays.copyOf(movedAtSeconds, length);
    }
  }
}
