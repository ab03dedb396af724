package io.tallystick.servlet;

import java.io.IOException;
import java.io.OutputStream;

/**
 * What is sent of an answer whose length is not known. The first part is held back: what goes wrong
 * until then can still become another answer, and a short one is sent with its length.
 */
final class WatchedOutput extends OutputStream {
  private static final int HELD_BYTES = 16 << 10;

  private final Head head;
  private final OutputStream out;
  private final StallWatch.Stall stall;
  private final byte[] held = new byte[HELD_BYTES];
  private int count;
  private boolean isSent;

  /** One that sends the head before the first part. */
  WatchedOutput(Head head, OutputStream out, StallWatch.Stall stall) {
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
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (length > held.length - count) {
      sendHeld(Head.UNKNOWN_LENGTH);
    }
    if (length > held.length) {
      send(bytes, from, length);
    } else {
      System.arraycopy(bytes, from, held, count, length);
      count += length;
    }
  }

  /** Sends what is left. */
  void finish() throws IOException {
    sendHeld(count);
  }

  private void sendHeld(int length) throws IOException {
    if (!isSent) {
      isSent = true;
      head.send(length);
    }
    send(held, 0, count);
    count = 0;
  }

  private void send(byte[] bytes, int from, int length) throws IOException {
    if (length == 0) {
      return;
    }
    stall.begins();
    try {
      out.write(bytes, from, length);
      out.flush();
    } finally {
      stall.ends();
    }
  }

  /** Sends the status and the headers. */
  interface Head {
    int UNKNOWN_LENGTH = -1;

    void send(int length) throws IOException;
  }
}
