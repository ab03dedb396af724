package io.tallystick.core.sketch;

import java.nio.ByteBuffer;

/** The stored form. */
final class SketchCodec {
  static final byte VERSION = 1;

  private SketchCodec() {}

  static byte[] encode(CountedSamples samples) {
    Cells cells = samples.cells();
    ByteBuffer out = ByteBuffer.allocate(2 + 4 + 16 + 12 * cells.size());
    out.put(VERSION).put((byte) cells.shift()).putInt(cells.size());
    out.putDouble(samples.min()).putDouble(samples.max());
    for (int i = 0; i < cells.size(); i++) {
      out.putInt(cells.indexes()[i]).putLong(cells.counts()[i]);
    }
    return out.array();
  }

  static CountedSamples decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (in.get() != VERSION) {
      throw new SketchFormatException("version " + bytes[0] + " is unknown");
    }
    int shift = in.get();
    int size = in.getInt();
    double min = in.getDouble();
    double max = in.getDouble();
    int[] indexes = new int[size];
    long[] counts = new long[size];
    for (int i = 0; i < size; i++) {
      indexes[i] = in.getInt();
      counts[i] = in.getLong();
    }
    return new CountedSamples(new Cells(shift, indexes, counts), min, max);
  }
}
