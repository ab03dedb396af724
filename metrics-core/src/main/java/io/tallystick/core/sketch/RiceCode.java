package io.tallystick.core.sketch;

/**
 * Codes a number, not negative, by as many zeros as its high part says, a one, and its low bits.
 *
 * <p>A number far above what the low bits are good for is written with its length instead. Each
 * number has exactly one code.
 */
final class RiceCode {
  /** As many zeros announce a length. */
  static final int FAR = 16;

  private static final int LENGTH_BITS = 6;

  private RiceCode() {}

  static void write(BitWriter out, long number, int lowBits) {
    long high = number >>> lowBits;
    if (high < FAR) {
      out.write(1, (int) high + 1);
      out.write(number, lowBits);
    } else {
      int length = Long.SIZE - Long.numberOfLeadingZeros(number);
      out.write(0, FAR);
      out.write(length, LENGTH_BITS);
      out.write(number, length - 1);
    }
  }

  static long read(BitReader in, int lowBits) {
    int high = in.readZeros(FAR);
    return high < FAR ? ((long) high << lowBits) | in.read(lowBits) : readFar(in, lowBits);
  }

  /** The number on top of a window, when it has so many zeros and low bits and is all there. */
  static long near(long window, int zeros, int lowBits) {
    long low = window << zeros << 1 >>> 1 >>> (Long.SIZE - 1 - lowBits);
    return ((long) zeros << lowBits) | low;
  }

  private static long readFar(BitReader in, int lowBits) {
    int length = (int) in.read(LENGTH_BITS);
    if (length == 0) {
      throw new SketchFormatException("a number has no length");
    }
    long number = (1L << (length - 1)) | in.read(length - 1);
    if (number >>> lowBits < FAR) {
      throw new SketchFormatException("a number is written longer than it is");
    }
    return number;
  }
}
