package io.tallystick.core.sketch;

import java.util.Arrays;

/** Writes numbers of any width one after the other, the highest bit first. */
final class BitWriter {
  private byte[] bytes = new byte[256];
  private int length;
  private long pending;
  private int pendingBits;

  /** Writes the lowest bits of a number, of which there are at most 63. */
  void write(long value, int bits) {
    if (bits > 32) {
      write(value >>> 32, bits - 32);
      write(value, 32);
      return;
    }
    if (pendingBits + bits > Long.SIZE) {
      flush();
    }
    pending = (pending << bits) | (value & ((1L << bits) - 1));
    pendingBits += bits;
  }

  /** Appends all whole bytes. */
  private void flush() {
    if (length + Long.BYTES > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    while (pendingBits >= Byte.SIZE) {
      pendingBits -= Byte.SIZE;
      bytes[length++] = (byte) (pending >>> pendingBits);
    }
  }

  /** What was written, the last byte filled up with zeros. */
  byte[] toBytes() {
    flush();
    write(0, Math.floorMod(-pendingBits, Byte.SIZE));
    flush();
    return Arrays.copyOf(bytes, length);
  }
}
