package io.tallystick.store.jdbc.servers;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL: a letter and a length, but for what the client sends before it is known, and for the
 * one letter that answers its question for encryption.
 */
final class PostgresFraming implements Framing {
  private static final int ENCRYPTION_CODES = 80_877_103;
  private static final int CANCEL_CODE = 80_877_102;

  private static final Map<Character, String> REQUESTS =
      Map.ofEntries(
          Map.entry('Q', "Query"),
          Map.entry('P', "Parse"),
          Map.entry('B', "Bind"),
          Map.entry('D', "Describe"),
          Map.entry('E', "Execute"),
          Map.entry('S', "Sync"),
          Map.entry('C', "Close"),
          Map.entry('H', "Flush"),
          Map.entry('X', "Terminate"),
          Map.entry('p', "Password"),
          Map.entry('d', "CopyData"),
          Map.entry('c', "CopyDone"),
          Map.entry('f', "CopyFail"));

  private static final Map<Character, String> ANSWERS =
      Map.ofEntries(
          Map.entry('R', "Authentication"),
          Map.entry('K', "BackendKey"),
          Map.entry('S', "ParameterStatus"),
          Map.entry('Z', "ReadyForQuery"),
          Map.entry('1', "ParseComplete"),
          Map.entry('2', "BindComplete"),
          Map.entry('3', "CloseComplete"),
          Map.entry('C', "CommandComplete"),
          Map.entry('T', "RowDescription"),
          Map.entry('t', "ParameterDescription"),
          Map.entry('n', "NoData"),
          Map.entry('D', "DataRow"),
          Map.entry('E', "Error"),
          Map.entry('N', "Notice"),
          Map.entry('G', "CopyIn"));

  /** SQL by the name of its statement and of its portal; the client's thread has it alone. */
  private final Map<String, String> statements = new HashMap<>();

  private final Map<String, String> portals = new HashMap<>();
  private String lastRun = "";
  private boolean started;

  /** Set by the client's thread before the question goes on, cleared by the server's. */
  private volatile boolean asksForEncryption;

  @Override
  public @Nullable Message read(Frame.Sender sender, DataInputStream from) throws IOException {
    if (sender == Frame.Sender.SERVER) {
      return answer(from);
    }
    return started ? request(from) : beginning(from);
  }

  private @Nullable Message beginning(DataInputStream from) throws IOException {
    byte[] head = Framing.head(from, 8);
    if (head == null) {
      return null;
    }
    ByteBuffer numbers = ByteBuffer.wrap(head);
    byte[] bytes = Framing.whole(head, numbers.getInt(), from).array();
    int code = numbers.getInt();
    // Two neighbours: one asks for TLS, the other for GSSAPI.
    if (code == ENCRYPTION_CODES || code == ENCRYPTION_CODES + 1) {
      asksForEncryption = true;
      return new Message(bytes, "EncryptionRequest", "");
    }
    started = true;
    return new Message(bytes, code == CANCEL_CODE ? "Cancel" : "Startup", "");
  }

  private @Nullable Message answer(DataInputStream from) throws IOException {
    byte[] first = Framing.head(from, 1);
    if (first == null) {
      return null;
    }
    // Not before something has come: it may be the answer to what was asked while this waited.
    if (asksForEncryption) {
      asksForEncryption = false;
      return new Message(first, "EncryptionAnswer", "");
    }
    ByteBuffer body = lettered(first, from);
    char letter = (char) body.get(0);
    String type = ANSWERS.getOrDefault(letter, String.valueOf(letter));
    String text = type.equals("CommandComplete") ? word(body) : "";
    return new Message(body.array(), type, text);
  }

  private @Nullable Message request(DataInputStream from) throws IOException {
    byte[] first = Framing.head(from, 1);
    if (first == null) {
      return null;
    }
    ByteBuffer body = lettered(first, from);
    char letter = (char) body.get(0);
    String type = REQUESTS.getOrDefault(letter, String.valueOf(letter));
    return new Message(body.array(), type, sql(type, body));
  }

  /** The SQL that a request carries, or that what it names was made from. */
  private String sql(String type, ByteBuffer body) {
    return switch (type) {
      case "Query" -> word(body);
      case "Parse" -> remember(statements, word(body), word(body));
      case "Bind" -> remember(portals, word(body), known(statements, word(body)));
      case "Execute" -> lastRun = known(portals, word(body));
      case "Describe" -> known(body.get() == 'S' ? statements : portals, word(body));
      case "Sync" -> endOfRun();
      default -> "";
    };
  }

  private String endOfRun() {
    String last = lastRun;
    lastRun = "";
    return last;
  }

  private static String remember(Map<String, String> memory, String name, String sql) {
    memory.put(name, sql);
    return sql;
  }

  private static String known(Map<String, String> memory, String name) {
    return memory.getOrDefault(name, "");
  }

  private static ByteBuffer lettered(byte[] letter, DataInputStream from) throws IOException {
    byte[] head = Framing.whole(letter, 5, from).array();
    return Framing.whole(head, 1 + ByteBuffer.wrap(head).getInt(1), from);
  }

  /** The text up to the next zero. */
  private static String word(ByteBuffer body) {
    int begin = body.position();
    while (body.get() != 0) {
      continue;
    }
    return Framing.rest(body.duplicate().flip().position(begin)).replace("\0", "");
  }
}
