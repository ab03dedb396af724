package io.tallystick.servlet.prometheus;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes that are written once, at the end, and read any number of times. What is there is never
 * copied to make room. For one thread while it is written; for any afterwards.
 */
final class Chunks {
  private static final int CHUNK_BYTES = 16 << 10;

  private final List<byte[]> full = new ArrayList<>();
  private byte[] open = new byte[CHUNK_BYTES];
  private int used;

  void write(int value) {
    if (used == open.length) {
      full.add(open);
      open = new byte[CHUNK_BYTES];
      used = 0;
    }
    open[used++] = (byte) value;
  }

  void write(byte[] bytes) {
    int from = 0;
    while (from < bytes.length) {
      if (used == open.length) {
        full.add(open);
        open = new byte[CHUNK_BYTES];
        used = 0;
      }
      int count = Math.min(bytes.length - from, open.length - used);
      System.arraycopy(bytes, from, open, used, count);
      used += count;
      from += count;
    }
  }

  /** Writes a text of ASCII. */
  @SuppressWarnings("deprecation") // it is what makes bytes of ASCII without garbage
  void write(String ascii) {
    if (ascii.length() > open.length - used) {
      for (int i = 0; i < ascii.length(); i++) {
        write(ascii.charAt(i));
      }
    } else {
      ascii.getBytes(0, ascii.length(), open, used);
      used += ascii.length();
    }
  }

  long length() {
    return (long) full.size() * CHUNK_BYTES + used;
  }

  void writeTo(OutputStream out) throws IOException {
    for (byte[] chunk : full) {
      out.write(chunk);
    }
    out.write(open, 0, used);
  }
}
