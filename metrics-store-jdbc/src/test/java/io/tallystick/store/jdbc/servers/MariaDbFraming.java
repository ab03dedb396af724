package io.tallystick.store.jdbc.servers;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB: three bytes of length, and a number that begins at 0 with each request and goes on
 * through its answer.
 */
final class MariaDbFraming implements Framing {
  private static final int LAST_PREPARED = -1;

  private static final Map<Integer, String> REQUESTS =
      Map.ofEntries(
          Map.entry(0x01, "Quit"),
          Map.entry(0x02, "UseDatabase"),
          Map.entry(0x03, "Query"),
          Map.entry(0x0e, "Ping"),
          Map.entry(0x16, "Prepare"),
          Map.entry(0x17, "Execute"),
          Map.entry(0x18, "LongData"),
          Map.entry(0x19, "CloseStatement"),
          Map.entry(0x1b, "SetOption"),
          Map.entry(0x1f, "ResetConnection"),
          Map.entry(0xfa, "BulkExecute"));

  private final Map<Integer, String> statements = new ConcurrentHashMap<>();

  /** Requests that the server has not begun to answer. */
  private final Queue<Message> unanswered = new ConcurrentLinkedQueue<>();

  /** What the server answers at the moment; its thread has it alone. */
  private Message answered = new Message(new byte[0], "Login", "");

  @Override
  public @Nullable Message read(Frame.Sender sender, DataInputStream from) throws IOException {
    byte[] head = Framing.head(from, 4);
    if (head == null) {
      return null;
    }
    int length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xff_ffff;
    ByteBuffer body = Framing.whole(head, 4 + length, from).order(ByteOrder.LITTLE_ENDIAN);
    return sender == Frame.Sender.SERVER ? answer(head[3], body) : request(head[3], body);
  }

  private Message request(int sequence, ByteBuffer body) {
    if (sequence != 0 || !body.hasRemaining()) {
      return new Message(body.array(), "Login", "");
    }
    int code = Byte.toUnsignedInt(body.get());
    String type = REQUESTS.getOrDefault(code, Integer.toString(code));
    Message request = new Message(body.array(), type, sql(type, body));
    if (!type.equals("Quit") && !type.equals("CloseStatement") && !type.equals("LongData")) {
      unanswered.add(request);
    }
    return request;
  }

  /** The SQL that a request carries, or that what it names was made from. */
  private String sql(String type, ByteBuffer body) {
    return switch (type) {
      case "Query" -> Framing.rest(body);
      case "Prepare" -> remember(LAST_PREPARED, Framing.rest(body));
      case "Execute", "BulkExecute" -> statements.getOrDefault(body.getInt(), "");
      default -> "";
    };
  }

  private Message answer(int sequence, ByteBuffer body) {
    Message next = sequence == 1 ? unanswered.poll() : null;
    int code = body.hasRemaining() ? Byte.toUnsignedInt(body.get()) : 0;
    if (next != null) {
      answered = next;
      if (next.type().equals("Prepare") && code == 0) {
        remember(body.getInt(), next.text());
      }
    }
    return new Message(body.array(), name(sequence, code), answered.text());
  }

  private static String name(int sequence, int code) {
    return switch (code) {
      // Later in an answer, that is how a row begins.
      case 0x00 -> sequence == 1 ? "Ok" : "Rows";
      case 0xfe -> "Eof";
      case 0xff -> "Error";
      default -> "Rows";
    };
  }

  private String remember(int id, String sql) {
    statements.put(id, sql);
    return sql;
  }
}
