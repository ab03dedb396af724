package io.tallystick.store.jdbc;

import java.nio.ByteBuffer;

/** The 128 bits that stand for a series key, as something to look up. */
record Hash(long high, long low) implements Comparable<Hash> {
  private static final int BYTES = 2 * Long.BYTES;

  static Hash of(byte[] bytes) {
    ByteBuffer both = ByteBuffer.wrap(bytes);
    return new Hash(both.getLong(), both.getLong());
  }

  @Override
  public int compareTo(Hash other) {
    int byHigh = Long.compare(high, other.high);
    return byHigh != 0 ? byHigh : Long.compare(low, other.low);
  }

  byte[] bytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }
}
