package io.tallystick.store.sqlite;

import io.tallystick.spi.BucketStore;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.PointStore;
import io.tallystick.spi.RequestTable;
import io.tallystick.spi.SecretPlace;
import io.tallystick.spi.StorageBackend;
import io.tallystick.store.jdbc.JdbcBackend;
import io.tallystick.store.jdbc.JdbcSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * History in one SQLite file of the application's own.
 *
 * <p>Several processes may share the file, on a disk of their machine's. It is opened, and made
 * when missing, by {@link #prepare} or the first use of a door. While a path cannot work, every
 * call says so in a {@link io.tallystick.spi.StorageException} that a retry may help; a file that
 * is damaged is moved aside and a new one begins; one that was deleted or replaced is opened anew
 * at the next write. Safe for any number of threads.
 *
 * <pre>{@code
 * StorageBackend backend = SqliteStore.open(Path.of("data/metrics.db"));
 * }</pre>
 */
public final class SqliteStore implements StorageBackend {
  private static final String THREAD_NAME = "tallystick-sqlite";

  private final SqliteEngine engine;
  private final JdbcBackend backend;
  private final SecretPlace secrets;

  private SqliteStore(SqliteOptions options, Clock clock, FileSystemTypes types) {
    this.engine = new SqliteEngine(options, clock, types);
    this.secrets = new SecretFiles(options.path());
    this.backend = JdbcBackend.of(engine, new JdbcSettings(options.zone(), clock, THREAD_NAME));
  }

  /** A store in a file; does no I/O yet. */
  public static SqliteStore open(Path path) {
    return open(SqliteOptions.at(path));
  }

  /** A store in a file; does no I/O yet. */
  public static SqliteStore open(String path) {
    return open(Path.of(path));
  }

  /** A store with options; does no I/O yet. */
  public static SqliteStore open(SqliteOptions options) {
    return with(options, Clock.systemUTC(), new FileSystemTypes());
  }

  static SqliteStore with(SqliteOptions options, Clock clock, FileSystemTypes types) {
    return new SqliteStore(options, clock, types);
  }

  @Override
  public void prepare() {
    backend.prepare();
  }

  @Override
  public BucketStore buckets() {
    return backend.buckets();
  }

  @Override
  public ControlStore control() {
    return backend.control();
  }

  @Override
  public PointStore points() {
    return backend.points();
  }

  /** The key of a database lies beside it, for whoever copies the database is not to have it. */
  @Override
  public Optional<SecretPlace> secrets() {
    return Optional.of(secrets);
  }

  @Override
  public long quarantined() {
    return engine.quarantined();
  }

  @Override
  public Optional<RequestTable> requests() {
    return backend.requests();
  }

  @Override
  public void close() {
    backend.close();
    engine.close();
  }

  /** What the tables are behind. */
  JdbcBackend backend() {
    return backend;
  }

  SqliteEngine engine() {
    return engine;
  }
}
