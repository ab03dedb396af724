package io.tallystick.servlet.prometheus;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Bytes that are written once, at the end, and read any number of times. What is there is never
 * copied to make room, and the memory may be used for another text when nobody reads this one any
 * more. For one thread while it is written; for any afterwards.
 */
final class Chunks {
  private static final int CHUNK_BYTES = 16 << 10;

  private final List<byte[]> full = new ArrayList<>();
  private final Deque<byte[]> spare;
  private byte[] open;
  private int used;

  /** With memory of texts that nobody reads any more, which nobody else uses from here on. */
  Chunks(Deque<byte[]> spare) {
    this.spare = spare;
    this.open = another();
  }

  private byte[] another() {
    byte[] free = spare.poll();
    return free == null ? new byte[CHUNK_BYTES] : free;
  }

  /** All its memory, for another text; nobody reads this one from here on. */
  Deque<byte[]> recycled() {
    spare.addAll(full);
    spare.add(open);
    return spare;
  }

  void write(int value) {
    if (used == open.length) {
      full.add(open);
      open = another();
      used = 0;
    }
    open[used++] = (byte) value;
  }

  void write(byte[] bytes) {
    int from = 0;
    while (from < bytes.length) {
      if (used == open.length) {
        full.add(open);
        open = another();
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
