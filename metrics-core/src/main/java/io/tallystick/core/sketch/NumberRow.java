package io.tallystick.core.sketch;

/**
 * Codes a row of numbers, none negative, that change slowly along the row.
 *
 * <p>Each is written by its distance from the running mean, in a code as long as such distances
 * were of late; where nearly all are zero, the lengths of the runs of zeros are written. Reading
 * repeats what writing saw, so nothing else is stored. A row has exactly one code.
 */
final class NumberRow {
  static final int MEMORY_BITS = 3;

  private static final int MEMORY_OF_RUNS_BITS = 2;
  private static final int FIRST_RUN = 2;

  private long numbers;
  private long distances;
  private long runs = RunningMean.of(FIRST_RUN);

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

  /**
   * Fills a row with what was written.
   *
   * @param row all zeros
   */
  static void read(BitReader in, long[] row) {
    NumberRow state = new NumberRow();
    int next = 0;
    while (next < row.length) {
      boolean isRun = state.expectsRun();
      int far =
          isRun
              ? NearNumbers.readRuns(in, state, row, next)
              : NearNumbers.readOnes(in, state, row, next);
      // Where nothing is near, or something else is expected than it read, the next is read here.
      next = far == next ? state.readNext(in, row, next) : far;
    }
  }

  private int readNext(BitReader in, long[] row, int from) {
    int next = from;
    if (expectsRun()) {
      next += readRun(in, row.length - next);
      if (next < row.length) {
        row[next++] = readAfterRun(in);
      }
    } else {
      row[next++] = readOne(in);
    }
    return next;
  }

  boolean expectsRun() {
    return expectsRun(numbers, distances);
  }

  static boolean expectsRun(long numbers, long distances) {
    return RunningMean.isNearlyZero(numbers) && RunningMean.isNearlyZero(distances);
  }

  long numbers() {
    return numbers;
  }

  long distances() {
    return distances;
  }

  int lowBitsOfRun() {
    return RunningMean.lowBits(runs);
  }

  /** Takes over what was seen elsewhere. */
  void goOn(long itsNumbers, long itsDistances) {
    numbers = itsNumbers;
    distances = itsDistances;
  }

  private static int endOfRun(long[] row, int from) {
    int end = from;
    while (end < row.length && row[end] == 0) {
      end++;
    }
    return end;
  }

  private void writeRun(BitWriter out, int length) {
    RiceCode.write(out, length, lowBitsOfRun());
    seeRun(length);
  }

  private int readRun(BitReader in, int most) {
    long length = RiceCode.read(in, lowBitsOfRun());
    if (length > most) {
      throw new SketchFormatException("a run is longer than its row");
    }
    seeRun((int) length);
    return (int) length;
  }

  void seeRun(int length) {
    runs = RunningMean.after(runs, length, MEMORY_OF_RUNS_BITS);
    for (int i = 0; i < length && (numbers | distances) != 0; i++) {
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
    long distance = distance(number, RunningMean.rounded(numbers));
    RiceCode.write(out, distance, RunningMean.lowBits(distances));
    see(number, distance);
  }

  private long readOne(BitReader in) {
    long distance = RiceCode.read(in, RunningMean.lowBits(distances));
    long number = atDistance(distance, RunningMean.rounded(numbers));
    see(number, distance);
    return number;
  }

  void see(long number, long distance) {
    numbers = RunningMean.after(numbers, number, MEMORY_BITS);
    distances = RunningMean.after(distances, distance, MEMORY_BITS);
  }

  /** Numbers both sides of the mean by turns: 0 is the mean, 1 one below, 2 one above. */
  private static long distance(long number, long mean) {
    if (number >= 2 * mean) {
      return number;
    }
    return number >= mean ? 2 * (number - mean) : 2 * (mean - number) - 1;
  }

  /** Without a branch: nobody can tell on which side of the mean the next number is. */
  static long atDistance(long distance, long mean) {
    long besideMean = mean + ((distance >>> 1) ^ -(distance & 1));
    long isBeside = (distance - 2 * mean) >> (Long.SIZE - 1);
    return (besideMean & isBeside) | (distance & ~isBeside);
  }
}
