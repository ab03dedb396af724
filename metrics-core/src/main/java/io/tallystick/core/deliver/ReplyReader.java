package io.tallystick.core.deliver;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a reply of HTTP/1.1 from somebody who may mean harm: no more than 64 KB in all and 8 KB of
 * a head, nothing of which is kept but three fields. For one thread and one reply.
 */
final class ReplyReader {
  private static final int LONGEST = 64 * 1024;
  private static final int LONGEST_HEAD = 8 * 1024;
  private static final int MOST_INTERIM = 5;
  private static final int PIECE = 4 * 1024;
  private static final int HEX = 16;
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-9]\\d{2})(?: .*)?");
  private static final Pattern LENGTH = Pattern.compile("\\d{1,12}");
  private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,8})[ \\t]*(?:;.*)?");
  private static final Logger LOGGER = LoggerFactory.getLogger(ReplyReader.class);

  private final Wire wire;
  private final ByteBuffer piece = ByteBuffer.allocate(PIECE).limit(0);
  private int read;
  private long length = -1;
  private boolean isChunked;
  private String retryAfter = "";

  ReplyReader(Wire wire) {
    this.wire = wire;
  }

  /**
   * Reads the head, without those that only say that the real one is to come.
   *
   * @throws IOException when it is none, is too long, or does not come in time
   */
  HttpReply head() throws IOException {
    for (int i = 0; i <= MOST_INTERIM; i++) {
      HttpReply reply = oneHead();
      if (!reply.isInterim()) {
        return reply;
      }
    }
    throw new ProtocolException("too many interim replies came");
  }

  private HttpReply oneHead() throws IOException {
    int most = read + LONGEST_HEAD;
    Matcher status = STATUS_LINE.matcher(line(most));
    if (!status.matches()) {
      throw new ProtocolException("the reply is not HTTP/1.1");
    }
    String line = line(most);
    while (!line.isEmpty()) {
      note(line);
      line = line(most);
    }
    return new HttpReply(Integer.parseInt(status.group(1)), length, isChunked, retryAfter);
  }

  /** By hand, since a pattern for it would take minutes for some lines that mean harm. */
  private void note(String line) throws ProtocolException {
    int colon = line.indexOf(':');
    if (colon < 1) {
      throw new ProtocolException("the head of the reply is not HTTP/1.1");
    }
    String value = line.substring(colon + 1).strip();
    switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
      case "content-length" ->
          length = LENGTH.matcher(value).matches() ? Long.parseLong(value) : -1;
      case "transfer-encoding" -> isChunked = value.toLowerCase(Locale.ROOT).endsWith("chunked");
      case "retry-after" -> retryAfter = value;
      default -> {
        return; // nothing else matters
      }
    }
  }

  /** A line without its end. */
  private String line(int most) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = next();
    while (next != '\n') {
      if (read > most) {
        throw new ProtocolException("the head of the reply is too long");
      }
      line.append((char) next);
      next = next();
    }
    int end = line.length() - 1;
    return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
  }

  private int next() throws IOException {
    if (!piece.hasRemaining()) {
      receive();
    }
    if (++read > LONGEST) {
      throw new ProtocolException("the reply is longer than 64 KB");
    }
    return piece.get() & 0xff;
  }

  private void receive() throws IOException {
    piece.clear();
    int came = wire.read(piece);
    piece.flip();
    if (came < 0) {
      throw new EOFException("the reply ended too early");
    }
  }

  /**
   * Reads the body and forgets it, so that the other end is not cut off while it says it. What is
   * wrong with it, too long or too slow does not matter: the status was read.
   */
  void skipBody(HttpReply reply) {
    if (reply.hasNoBody()) {
      return;
    }
    try {
      if (reply.isChunked()) {
        skipChunks();
      } else {
        skip(reply.length() < 0 ? Long.MAX_VALUE : reply.length());
      }
    } catch (IOException cut) {
      LOGGER.debug("The body of a reply was cut", cut);
    }
  }

  private void skipChunks() throws IOException {
    long size = chunkSize();
    while (size > 0) {
      skip(size);
      line(LONGEST);
      size = chunkSize();
    }
  }

  private long chunkSize() throws IOException {
    Matcher chunk = CHUNK.matcher(line(LONGEST));
    if (!chunk.matches()) {
      throw new ProtocolException("a chunk does not say how long it is");
    }
    return Long.parseLong(chunk.group(1), HEX);
  }

  private void skip(long bytes) throws IOException {
    for (long i = 0; i < bytes; i++) {
      next();
    }
  }
}
