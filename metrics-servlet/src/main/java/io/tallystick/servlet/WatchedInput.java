package io.tallystick.servlet;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that is not waited for without end. */
final class WatchedInput extends FilterInputStream {
  private final StallWatch.Stall stall;

  WatchedInput(InputStream in, StallWatch.Stall stall) {
    super(in);
    this.stall = stall;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    stall.begins();
    try {
      return in.read(bytes, from, length);
    } finally {
      stall.ends();
    }
  }

  /** Closing reads what is left, so it may wait too. */
  @Override
  public void close() throws IOException {
    stall.begins();
    try {
      in.close();
    } finally {
      stall.ends();
    }
  }
}
