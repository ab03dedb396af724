package io.tallystick.core.sketch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads what {@link BitWriter} wrote, and refuses to read past the end.
 *
 * <p>The window holds the next bits, the first one on top. It is filled up eight bytes at a time;
 * then bits of a byte that does not fit whole may lie below those that count, and are put there
 * again when the window is filled the next time.
 */
final class BitReader {
  /** With fewer bits than that the window is worth filling up. */
  static final int FEW = 32;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int WINDOW = Long.SIZE - Byte.SIZE;

  private final byte[] bytes;
  private int next;
  private long window;
  private int filled;

  BitReader(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  /** The first byte that is not whole in the window. */
  int at() {
    return next;
  }

  long window() {
    return window;
  }

  /** How many bits of the window count. */
  int filled() {
    return filled;
  }

  /** Takes over from who read with a copy of the window. */
  void goOn(int at, long itsWindow, int itsFilled) {
    next = at;
    window = itsWindow;
    filled = itsFilled;
  }

  static long longAt(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  /** Reads a number of at most 63 bits. */
  long read(int bits) {
    if (bits > 32) {
      long high = read(bits - 32);
      return (high << 32) | read(32);
    }
    if (bits > filled) {
      fill(bits);
    }
    long value = window >>> 1 >>> (Long.SIZE - 1 - bits);
    drop(bits);
    return value;
  }

  /** Reads zeros up to a one, which is read too, but no more than {@code most} zeros. */
  int readZeros(int most) {
    if (most > filled) {
      fill(1);
    }
    int zeros = Math.min(Long.numberOfLeadingZeros(window), most);
    int bits = Math.min(zeros + 1, most);
    if (bits > filled) {
      fill(bits);
    }
    drop(bits);
    return zeros;
  }

  /** Refuses anything but the zeros that fill up the last byte. */
  void expectEnd() {
    if (next < bytes.length || filled >= Byte.SIZE || window != 0) {
      throw new SketchFormatException("something follows the sketch");
    }
  }

  /** Fills the window up, and refuses when there are fewer bits left than are needed. */
  private void fill(int bits) {
    if (next <= bytes.length - Long.BYTES) {
      window |= longAt(bytes, next) >>> filled;
      int whole = (Long.SIZE - 1 - filled) / Byte.SIZE;
      next += whole;
      filled += whole * Byte.SIZE;
    } else {
      fillFromTheEnd();
    }
    if (bits > filled) {
      throw new SketchFormatException(
          "the sketch ends too early, after " + bytes.length + " bytes");
    }
  }

  private void fillFromTheEnd() {
    while (filled <= WINDOW && next < bytes.length) {
      window |= (bytes[next++] & 0xffL) << (WINDOW - filled);
      filled += Byte.SIZE;
    }
  }

  private void drop(int bits) {
    window <<= bits;
    filled -= bits;
  }
}
