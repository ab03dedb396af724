package io.tallystick.servlet;

import java.io.IOException;
import java.io.OutputStream;

/**
 * What is sent of an answer. The first part is held back: what goes wrong until then can still
 * become another answer, and a short one is sent with its length though nobody knew it before.
 */
final class WatchedOutput extends OutputStream {
  private static final int HELD_BYTES = 16 << 10;

  private final Head head;
  private final OutputStream out;
  private final StallWatch.Stall stall;
  private final long length;
  private final byte[] held = new byte[HELD_BYTES];
  private int count;
  private boolean isSent;

  /**
   * One that sends the head before the first part.
   *
   * @param length how many bytes there will be, or {@link Head#UNKNOWN_LENGTH}
   */
  WatchedOutput(Head head, OutputStream out, StallWatch.Stall stall, long length) {
    this.length = length;
    this.head = head;
    this.out = out;
    this.stall = stall;
  }

  /** Whether it is too late for another answer. */
  boolean isSent() {
    return isSent;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int more) throws IOException {
    if (more > held.length - count) {
      sendHeld(length);
    }
    if (more > held.length) {
      send(bytes, from, more);
    } else {
      System.arraycopy(bytes, from, held, count, more);
      count += more;
    }
  }

  /** Sends what is left. */
  void finish() throws IOException {
    sendHeld(count);
  }

  private void sendHeld(long ofAll) throws IOException {
    if (!isSent) {
      isSent = true;
      head.send(ofAll);
    }
    send(held, 0, count);
    count = 0;
  }

  private void send(byte[] bytes, int from, int some) throws IOException {
    if (some == 0) {
      return;
    }
    stall.begins();
    try {
      out.write(bytes, from, some);
      out.flush();
    } finally {
      stall.ends();
    }
  }

  /** Sends the status and the headers. */
  interface Head {
    int UNKNOWN_LENGTH = -1;

    void send(long length) throws IOException;
  }
}
