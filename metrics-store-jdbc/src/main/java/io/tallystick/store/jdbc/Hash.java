package io.tallystick.store.jdbc;

import java.nio.ByteBuffer;

/** The 128 bits that stand for a series key, as something to look up. */
record Hash(long high, long low) {
  private static final int BYTES = 2 * Long.BYTES;

  static Hash of(byte[] bytes) {
    ByteBuffer both = ByteBuffer.wrap(bytes);
    return new Hash(both.getLong(), both.getLong());
  }

  byte[] bytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }
}
