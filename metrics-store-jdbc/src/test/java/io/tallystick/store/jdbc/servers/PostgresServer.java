package io.tallystick.store.jdbc.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * A PostgreSQL server. Its text is ordered by the rules of a language, as in most installations, so
 * that SQL which takes the order of bytes for granted shows.
 *
 * <pre>{@code
 * try (PostgresServer server = PostgresServer.start(Map.of("max_connections", "5"))) {
 *   Connection connection = server.connect(server.freshSchema());
 * }
 * }</pre>
 */
public final class PostgresServer extends DatabaseServer {
  private static final URL ARCHIVE = ServerFiles.archive("/postgres-linux-x86_64.txz");
  private static final Unprivileged RUN_AS = Unprivileged.here();

  /**
   * Nothing waits for the disk, but a commit is with the operating system: it outlives a killed
   * server.
   */
  private static final Map<String, String> QUICK =
      Map.ofEntries(
          Map.entry("fsync", "off"),
          Map.entry("shared_buffers", "16MB"),
          Map.entry("max_connections", "60"),
          Map.entry("listen_addresses", "127.0.0.1"),
          Map.entry("unix_socket_directories", ""),
          Map.entry("dynamic_shared_memory_type", "mmap"),
          Map.entry("wal_level", "minimal"),
          Map.entry("max_wal_senders", "0"),
          Map.entry("max_logical_replication_workers", "0"),
          Map.entry("io_method", "sync"));

  private static @Nullable PostgresServer shared;

  private final Map<String, String> settings = new LinkedHashMap<>(QUICK);

  private PostgresServer(Map<String, String> others) {
    super("postgres");
    settings.putAll(others);
  }

  /** The one server for all tests of this JVM, started by whoever asks first. */
  public static synchronized PostgresServer shared() {
    if (shared == null || !shared.isOpen()) {
      shared = start(Map.of());
    }
    return shared;
  }

  /**
   * Starts a server for one test.
   *
   * @param settings as in {@code postgresql.conf}; they come before those that make it quick
   */
  public static PostgresServer start(Map<String, String> settings) {
    PostgresServer server = new PostgresServer(settings);
    server.start();
    return server;
  }

  @Override
  public String url(String schema) {
    return "jdbc:postgresql://127.0.0.1:%d/postgres?currentSchema=%s".formatted(port(), schema);
  }

  @Override
  Framing framing() {
    return new PostgresFraming();
  }

  @Override
  String firstUrl() {
    return url("public");
  }

  @Override
  String directorySql() {
    return "SHOW data_directory";
  }

  @Override
  String signal(boolean orderly) {
    return orderly ? "INT" : "QUIT";
  }

  @Override
  List<String> command(Path data) {
    List<String> command = new ArrayList<>(List.of(program("postgres"), "-D", data.toString()));
    command.addAll(List.of("-p", Integer.toString(port())));
    settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return RUN_AS.command(command);
  }

  @Override
  void prepare(Commands commands, Path data) {
    String name = ServerFiles.version(ARCHIVE) + "-data-" + RUN_AS + Unprivileged.userId();
    Path kept = ServerFiles.kept(name, draft -> initialize(commands, draft));
    commands.run(List.of("cp", "-a", kept.resolve("data").toString(), data.toString()));
  }

  private static void initialize(Commands commands, Path draft) {
    Path password = draft.resolve("password");
    try {
      Files.writeString(password, PASSWORD);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    RUN_AS.own(commands, draft);
    List<String> command =
        new ArrayList<>(List.of(program("initdb"), "-D", draft.resolve("data").toString()));
    command.addAll(List.of("-U", USER, "-A", "scram-sha-256", "--pwfile=" + password));
    command.addAll(
        List.of("-E", "UTF-8", "--locale=C", "--locale-provider=icu", "--icu-locale=en-US"));
    command.addAll(List.of("--no-sync", "--no-instructions"));
    commands.run(RUN_AS.command(command));
  }

  private static String program(String name) {
    Path unpacked = ServerFiles.kept(ServerFiles.version(ARCHIVE), PostgresServer::unpack);
    return unpacked.resolve("bin").resolve(name).toString();
  }

  private static void unpack(Path draft) {
    try (InputStream packed = ARCHIVE.openStream();
        InputStream tar = new XZInputStream(packed)) {
      new Commands(draft.resolve("unpack.log"))
          .run(tar, List.of("tar", "-x", "--no-same-owner", "-C", draft.toString()));
    } catch (IOException failure) {
      throw new UncheckedIOException("Could not unpack " + ARCHIVE, failure);
    }
  }
}
