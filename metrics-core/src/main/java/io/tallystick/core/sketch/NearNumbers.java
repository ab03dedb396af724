package io.tallystick.core.sketch;

/**
 * Reads the numbers of a {@link NumberRow} that are near what was expected, which nearly all are,
 * while more than a few bytes are left. It stops before anything else, and the row reads that.
 *
 * <p>Each number waits for the one before it. So what changes from one to the next is in local
 * variables, and nothing is refused here.
 */
final class NearNumbers {
  private NearNumbers() {}

  /**
   * Reads numbers one by one.
   *
   * @param next where the next number belongs
   * @return the same when it stops
   */
  static int readOnes(BitReader in, NumberRow state, long[] row, int next) {
    byte[] bytes = in.bytes();
    int at = in.at();
    long window = in.window();
    int filled = in.filled();
    long numbers = state.numbers();
    long distances = state.distances();
    int i = next;
    while (i < row.length && !NumberRow.expectsRun(numbers, distances)) {
      if (filled < BitReader.FEW) {
        if (at > bytes.length - Long.BYTES) {
          break;
        }
        window |= BitReader.longAt(bytes, at) >>> filled;
        int whole = (Long.SIZE - 1 - filled) / Byte.SIZE;
        at += whole;
        filled += whole * Byte.SIZE;
      }
      int zeros = Long.numberOfLeadingZeros(window);
      int lowBits = RunningMean.lowBits(distances);
      int bits = zeros + 1 + lowBits;
      if (zeros >= RiceCode.FAR || bits > filled) {
        break;
      }
      long distance = RiceCode.near(window, zeros, lowBits);
      window <<= bits;
      filled -= bits;
      long number = NumberRow.atDistance(distance, RunningMean.rounded(numbers));
      numbers = RunningMean.after(numbers, number, NumberRow.MEMORY_BITS);
      distances = RunningMean.after(distances, distance, NumberRow.MEMORY_BITS);
      row[i++] = number;
    }
    in.goOn(at, window, filled);
    state.goOn(numbers, distances);
    return i;
  }

  /**
   * Reads runs of zeros, each with the number behind it.
   *
   * @param row still zero where nothing was read yet
   * @param next where the first zero belongs
   * @return the same when it stops
   */
  static int readRuns(BitReader in, NumberRow state, long[] row, int next) {
    byte[] bytes = in.bytes();
    int at = in.at();
    long window = in.window();
    int filled = in.filled();
    int i = next;
    while (i < row.length && state.expectsRun()) {
      if (filled < BitReader.FEW) {
        if (at > bytes.length - Long.BYTES) {
          break;
        }
        window |= BitReader.longAt(bytes, at) >>> filled;
        int whole = (Long.SIZE - 1 - filled) / Byte.SIZE;
        at += whole;
        filled += whole * Byte.SIZE;
      }
      int zeros = Long.numberOfLeadingZeros(window);
      int lowBits = state.lowBitsOfRun();
      int bits = zeros + 1 + lowBits;
      if (zeros >= RiceCode.FAR || bits > filled) {
        break;
      }
      long length = RiceCode.near(window, zeros, lowBits);
      int less = Long.numberOfLeadingZeros(window << bits);
      if (length >= row.length - i || less >= RiceCode.FAR || bits + less + 1 > filled) {
        break;
      }
      window = window << bits << (less + 1);
      filled -= bits + less + 1;
      state.seeRun((int) length);
      state.see(less + 1L, less + 1L);
      row[i + (int) length] = less + 1L;
      i += (int) length + 1;
    }
    in.goOn(at, window, filled);
    return i;
  }
}
