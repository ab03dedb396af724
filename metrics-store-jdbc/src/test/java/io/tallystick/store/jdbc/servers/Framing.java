package io.tallystick.store.jdbc.servers;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tells the messages of one connection apart, and remembers of it what later messages refer to. One
 * thread reads what the client sends, another what the server sends; what a request leaves for its
 * answer is there before the request goes on.
 */
interface Framing {
  /** Waits for a message; null when the sender has closed the connection. */
  @Nullable Message read(Frame.Sender sender, DataInputStream from) throws IOException;

  /**
   * A message with everything that surrounds it.
   *
   * @param bytes all of them, to be passed on
   * @param type as in {@link Frame#type}
   * @param text as in {@link Frame#text}
   */
  record Message(byte[] bytes, String type, String text) {}

  /** The first bytes of a message, or null when there is none any more. */
  static byte @Nullable [] head(DataInputStream from, int length) throws IOException {
    int first = from.read();
    if (first < 0) {
      return null;
    }
    byte[] head = new byte[length];
    head[0] = (byte) first;
    from.readFully(head, 1, length - 1);
    return head;
  }

  /** A message of which the head was read. */
  static ByteBuffer whole(byte[] head, int length, DataInputStream from) throws IOException {
    if (length < head.length) {
      throw new EOFException("A message of " + length + " bytes is shorter than its head");
    }
    byte[] whole = Arrays.copyOf(head, length);
    from.readFully(whole, head.length, length - head.length);
    return ByteBuffer.wrap(whole).position(head.length);
  }

  /** What is left, as text. */
  static String rest(ByteBuffer message) {
    byte[] rest = new byte[message.remaining()];
    message.get(rest);
    return new String(rest, StandardCharsets.UTF_8);
  }
}
