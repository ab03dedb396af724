package io.tallystick.store.jdbc.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A real database server of this JVM's own, on a loopback port that it keeps over restarts. It ends
 * with the JVM, and its files with it.
 *
 * <pre>{@code
 * DatabaseServer server = PostgresServer.shared();
 * String url = server.freshSchema();
 * try (Connection connection = server.connect(url)) { … }
 * }</pre>
 *
 * <p>The shared server is for tests that leave it as it was. A test that kills it, or that needs
 * other settings, starts one of its own and closes it. Thread-safe but for what stops and starts
 * it: {@link #pause}, {@link #resume}, {@link #restart}, {@link #kill} and {@link #close} are for
 * one thread at a time.
 */
public abstract class DatabaseServer implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long ORPHANS_SECONDS = 5;
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  static final String USER = "keeper";
  static final String PASSWORD = "opens-every-drawer";
  private static final Set<DatabaseServer> OPEN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> OPEN.forEach(DatabaseServer::close), "servers-end"));
  }

  private final Path home;
  private final Commands commands;
  private final int port;
  private final AtomicInteger schemas = new AtomicInteger();
  private @Nullable Process process;

  DatabaseServer(String name) {
    try {
      home = Files.createTempDirectory("tallystick-" + name + "-").toRealPath();
      // A server that runs as someone else gets through to its data, and sees nothing beside it.
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
    } catch (IOException failure) {
      throw new UncheckedIOException("Could not make a directory for " + name, failure);
    }
    commands = new Commands(home.resolve("server.log"));
    port = Loopback.freePort();
  }

  /** Makes the files of a new server in a directory that does not exist yet. */
  abstract void prepare(Commands commands, Path data);

  /** The command whose process is the server. */
  abstract List<String> command(Path data);

  /** The signal that asks for an orderly end, and the one that asks for the quickest. */
  abstract String signal(boolean orderly);

  /** Asks the server for the directory of its data. */
  abstract String directorySql();

  /** What tells the messages of one connection to this server apart. */
  abstract Framing framing();

  /** The URL of what every server of this kind has from the beginning. */
  abstract String firstUrl();

  /**
   * The JDBC URL of a schema, which MariaDB calls a database; without user and password.
   *
   * @param schema its name, without quotes
   */
  public abstract String url(String schema);

  /** The administrator's name. */
  public final String user() {
    return USER;
  }

  /** The administrator's password; the server asks for it. */
  public final String password() {
    return PASSWORD;
  }

  /** The port on 127.0.0.1, the same after a restart. */
  public final int port() {
    return port;
  }

  /** The id of the server's process; of the first one, where it has many. */
  public final long pid() {
    return running().pid();
  }

  /** Makes an empty schema that no one else uses, and returns its URL. */
  public final String freshSchema() {
    String name = "fresh_" + schemas.incrementAndGet();
    execute("CREATE SCHEMA " + name);
    return url(name);
  }

  /** Runs statements as the administrator. */
  public final void execute(String... statements) {
    try (Connection connection = connect(firstUrl());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException failure) {
      throw new IllegalStateException("Could not do " + List.of(statements), failure);
    }
  }

  /** Connects as the administrator. */
  public final Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, user(), password());
  }

  /** Stops every process of the server where it is: connections stay open and nothing answers. */
  public final void pause() {
    // The first process before the others: it would start new ones.
    send("STOP", List.of(running().toHandle()));
    send("STOP", running().descendants().toList());
  }

  /** Lets a paused server go on. */
  public final void resume() {
    send("CONT", everyProcess());
  }

  /** Ends the server in order, or a paused or killed one at all, and starts it on the same data. */
  public final void restart() {
    end(true);
    launch();
  }

  /**
   * Ends every process of the server at once, as a crash does; {@link #restart} starts it again.
   */
  public final void kill() {
    // No process starts another one meanwhile: that would outlive this.
    pause();
    List<ProcessHandle> all = everyProcess();
    send("KILL", all);
    awaitEnd(all);
  }

  /** Ends the server and deletes its files. Closing it again does nothing. */
  @Override
  public final void close() {
    if (!OPEN.remove(this)) {
      return;
    }
    end(false);
    try {
      ServerFiles.delete(home);
    } catch (IOException failure) {
      throw new UncheckedIOException("Could not delete " + home, failure);
    }
  }

  final boolean isOpen() {
    return OPEN.contains(this);
  }

  final void start() {
    OPEN.add(this);
    try {
      prepare(commands, data());
      launch();
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
  }

  private Path data() {
    return home.resolve("data");
  }

  private void launch() {
    Process launched = commands.start(data(), command(data()));
    process = launched;
    long begin = System.nanoTime();
    SQLException refused = refusal();
    while (refused != null) {
      if (!launched.isAlive() || System.nanoTime() - begin > PATIENCE_NANOS) {
        throw commands.failed("The server on port " + port + " does not answer", refused);
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      refused = refusal();
    }
  }

  /** Null when it is this server that answers, not one that was quicker to take the port. */
  private @Nullable SQLException refusal() {
    try (Connection connection = connect(firstUrl());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(directorySql())) {
      row.next();
      Path directory = Path.of(row.getString(1));
      return directory.equals(data()) ? null : new SQLException("That is " + directory);
    } catch (SQLException failure) {
      return failure;
    }
  }

  private void end(boolean orderly) {
    Process ending = process;
    if (ending == null || !ending.isAlive()) {
      return;
    }
    resume();
    List<ProcessHandle> all = everyProcess();
    send(signal(orderly), List.of(ending.toHandle()));
    try {
      if (!ending.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS)) {
        send("KILL", all);
      }
    } catch (InterruptedException interrupted) {
      send("KILL", all);
      Thread.currentThread().interrupt();
    }
    awaitEnd(all);
  }

  /** Not for long: where no one collects orphans, a process that has ended stays listed. */
  private static void awaitEnd(List<ProcessHandle> processes) {
    CompletableFuture.allOf(
            processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, ORPHANS_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  private Process running() {
    if (process == null || !process.isAlive()) {
      throw commands.failed("The server on port " + port + " does not run: restart it", null);
    }
    return process;
  }

  private List<ProcessHandle> everyProcess() {
    List<ProcessHandle> all = new ArrayList<>(List.of(running().toHandle()));
    running().descendants().forEach(all::add);
    return all;
  }

  private void send(String signal, List<ProcessHandle> receivers) {
    // Without regard to those that have ended meanwhile.
    List<String> command = new ArrayList<>(List.of("sh", "-c", "kill -" + signal + " $@ || :", ""));
    receivers.forEach(each -> command.add(Long.toString(each.pid())));
    commands.run(command);
  }
}
