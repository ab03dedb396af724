package io.tallystick.benchmarks.storage;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** How long each of many steps took; for one thread. */
final class Timings {
  private long[] nanos = new long[1_024];
  private int size;
  private long rows;

  /** Does a step of so many rows, and takes its time. */
  void time(long itsRows, Runnable step) {
    long start = System.nanoTime();
    step.run();
    add(System.nanoTime() - start, itsRows);
  }

  void add(long itsNanos, long itsRows) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * size);
    }
    nanos[size++] = itsNanos;
    rows += itsRows;
  }

  void addAll(Timings others) {
    for (int i = 0; i < others.size; i++) {
      add(others.nanos[i], 0);
    }
    rows += others.rows;
  }

  int size() {
    return size;
  }

  double seconds() {
    return Arrays.stream(nanos, 0, size).sum() / (double) TimeUnit.SECONDS.toNanos(1);
  }

  double rowsPerSecond() {
    return rows / seconds();
  }

  /** The time that so great a part of all steps kept within, in milliseconds. */
  double millisAt(double part) {
    if (size == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, size);
    Arrays.sort(sorted);
    int index = Math.min(size - 1, (int) Math.ceil(part * size) - 1);
    return sorted[Math.max(0, index)] / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }
}
