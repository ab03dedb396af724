package io.tallystick.core.sketch;

/** Reads what {@link BitWriter} wrote, and refuses to read past the end. */
final class BitReader {
  private static final int WINDOW = Long.SIZE - Byte.SIZE;

  private final byte[] bytes;
  private int next;
  private long window;
  private int filled;

  BitReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Reads a number of at most 63 bits. */
  long read(int bits) {
    if (bits > 32) {
      long high = read(bits - 32);
      return (high << 32) | read(32);
    }
    if (bits == 0) {
      return 0;
    }
    need(bits);
    long value = window >>> (Long.SIZE - bits);
    drop(bits);
    return value;
  }

  /** Reads zeros up to a one, which is read too, but no more than {@code most} zeros. */
  int readZeros(int most) {
    need(1);
    int zeros = Math.min(Long.numberOfLeadingZeros(window), most);
    if (zeros < most) {
      need(zeros + 1);
      drop(zeros + 1);
    } else {
      need(most);
      drop(most);
    }
    return zeros;
  }

  /** Refuses anything but the zeros that fill up the last byte. */
  void expectEnd() {
    if (next < bytes.length || filled >= Byte.SIZE || window != 0) {
      throw new SketchFormatException("something follows the sketch");
    }
  }

  private void need(int bits) {
    while (filled <= WINDOW && next < bytes.length) {
      window |= (bytes[next++] & 0xffL) << (WINDOW - filled);
      filled += Byte.SIZE;
    }
    if (bits > filled) {
      throw new SketchFormatException(
          "the sketch ends too early, after " + bytes.length + " bytes");
    }
  }

  private void drop(int bits) {
    window <<= bits;
    filled -= bits;
  }
}
