package io.tallystick.core.sketch;

/**
 * Codes a row of numbers, none negative, that change slowly along the row.
 *
 * <p>Each is written by its distance from the running mean, in a code as long as such distances
 * were of late; where nearly all are zero, the lengths of the runs of zeros are written. Reading
 * repeats what writing saw, so nothing else is stored. A row has exactly one code.
 */
final class NumberRow {
  private static final int MEMORY_BITS = 3;
  private static final int MEMORY_OF_RUNS_BITS = 2;
  private static final int FIRST_RUN = 2;

  private final RunningMean numbers = new RunningMean(MEMORY_BITS, 0);
  private final RunningMean distances = new RunningMean(MEMORY_BITS, 0);
  private final RunningMean runs = new RunningMean(MEMORY_OF_RUNS_BITS, FIRST_RUN);

  private NumberRow() {}

  static void write(BitWriter out, long[] row) {
    NumberRow state = new NumberRow();
    int next = 0;
    while (next < row.length) {
      if (state.expectsRun()) {
        int end = endOfRun(row, next);
        state.writeRun(out, end - next);
        next = end;
        if (next < row.length) {
          state.writeAfterRun(out, row[next++]);
        }
      } else {
        state.writeOne(out, row[next++]);
      }
    }
  }

  /** Fills the row with what was written. */
  static void read(BitReader in, long[] row) {
    NumberRow state = new NumberRow();
    int next = 0;
    while (next < row.length) {
      if (state.expectsRun()) {
        next += state.readRun(in, row.length - next);
        if (next < row.length) {
          row[next++] = state.readAfterRun(in);
        }
      } else {
        row[next++] = state.readOne(in);
      }
    }
  }

  private boolean expectsRun() {
    return numbers.isNearlyZero() && distances.isNearlyZero();
  }

  private static int endOfRun(long[] row, int from) {
    int end = from;
    while (end < row.length && row[end] == 0) {
      end++;
    }
    return end;
  }

  private void writeRun(BitWriter out, int length) {
    RiceCode.write(out, length, runs.lowBits());
    seeRun(length);
  }

  private int readRun(BitReader in, int most) {
    long length = RiceCode.read(in, runs.lowBits());
    if (length > most) {
      throw new SketchFormatException("a run is longer than its row");
    }
    seeRun((int) length);
    return (int) length;
  }

  private void seeRun(int length) {
    runs.see(length);
    for (int i = 0; i < length; i++) {
      see(0, 0);
    }
  }

  /** What ends a run is not zero, so that one less is written. */
  private void writeAfterRun(BitWriter out, long number) {
    RiceCode.write(out, number - 1, 0);
    see(number, number);
  }

  private long readAfterRun(BitReader in) {
    long less = RiceCode.read(in, 0);
    if (less == Long.MAX_VALUE) {
      throw new SketchFormatException("a number is too large");
    }
    see(less + 1, less + 1);
    return less + 1;
  }

  private void writeOne(BitWriter out, long number) {
    long distance = distance(number, numbers.rounded());
    RiceCode.write(out, distance, distances.lowBits());
    see(number, distance);
  }

  private long readOne(BitReader in) {
    long distance = RiceCode.read(in, distances.lowBits());
    long number = atDistance(distance, numbers.rounded());
    see(number, distance);
    return number;
  }

  private void see(long number, long distance) {
    numbers.see(number);
    distances.see(distance);
  }

  /** Numbers both sides of the mean by turns: 0 is the mean, 1 one below, 2 one above. */
  private static long distance(long number, long mean) {
    if (number >= 2 * mean) {
      return number;
    }
    return number >= mean ? 2 * (number - mean) : 2 * (mean - number) - 1;
  }

  private static long atDistance(long distance, long mean) {
    if (distance >= 2 * mean) {
      return distance;
    }
    return distance % 2 == 0 ? mean + distance / 2 : mean - (distance + 1) / 2;
  }
}
