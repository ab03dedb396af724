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
    pending = (pending << bits) | (value & ((1L << bits) - 1));
    pendingBits += bits;
    while (pendingBits >= Byte.SIZE) {
      pendingBits -= Byte.SIZE;
      append((byte) (pending >>> pendingBits));
    }
  }

  /** What was written, the last byte filled up with zeros. */
  byte[] toBytes() {
    if (pendingBits > 0) {
      write(0, Byte.SIZE - pendingBits);
    }
    return Arrays.copyOf(bytes, length);
  }

  private void append(byte next) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    bytes[length++] = next;
  }
}
