package io.tallystick.store.jdbc;

import static java.util.Objects.requireNonNull;

import io.tallystick.spi.BucketStore;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.PointStore;
import io.tallystick.spi.RequestTable;
import io.tallystick.spi.StorageBackend;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * History in tables of a database that instances share: PostgreSQL, MariaDB, MySQL or H2.
 *
 * <p>Opens no connection before {@link #prepare} or the first use of a door, and then makes the
 * tables that are missing, whose names begin with {@code metric_}, and a view {@code metrics};
 * other tables are left alone. Another kind of database is refused in a {@link
 * io.tallystick.spi.StorageException}. While the database does not answer, every call says so in
 * one that a retry may help. The driver is the application's to bring.
 *
 * <p>{@link #open(JdbcOptions)} opens connections of its own: one that writes, and a few that read,
 * each with time limits, so that no call waits for ever for a database that does not answer.
 *
 * <p>{@link #on(DataSource)} uses those of the application; SQLite is known there too. One is held
 * for writing for as long as the store is open. Reading takes up to two more, each for as long as a
 * page of rows takes, on the thread that reads: so pass the pool itself, not a {@code DataSource}
 * that gives a thread the connection of its transaction. {@link #close} gives them back as they
 * came, as soon as what runs on them ends, and leaves the {@code DataSource} open.
 *
 * <p>Safe for any number of threads.
 *
 * <pre>{@code
 * StorageBackend backend = JdbcStore.open("jdbc:postgresql://db.example/metrics", user, password);
 * StorageBackend another = JdbcStore.on(dataSource);
 * }</pre>
 */
public final class JdbcStore implements StorageBackend {
  private static final String THREAD_NAME = "tallystick-jdbc";
  private static final int READERS_LENT = 2;

  private final Engine engine;
  private final JdbcBackend backend;

  private JdbcStore(Engine engine, JdbcSettings settings, Readers readers) {
    this.engine = engine;
    this.backend = new JdbcBackend(engine, settings, readers);
  }

  /** A store in a database whose address says who logs in; does no I/O yet. */
  public static JdbcStore open(String url) {
    return open(JdbcOptions.at(url));
  }

  /** A store in a database; does no I/O yet. */
  public static JdbcStore open(String url, String user, String password) {
    return open(JdbcOptions.at(url).withLogin(user, password));
  }

  /** A store in a database; does no I/O yet. */
  public static JdbcStore open(JdbcOptions options) {
    Engine engine = new ServerEngine(new OwnConnections(options));
    JdbcSettings settings = new JdbcSettings(options.zone(), Clock.systemUTC(), THREAD_NAME);
    return new JdbcStore(engine, settings, new ReadPool(engine, THREAD_NAME, options.readers()));
  }

  /** A store whose days are those of UTC; does no I/O yet. */
  public static JdbcStore on(DataSource source) {
    return on(source, ZoneOffset.UTC);
  }

  /**
   * A store in a database; does no I/O yet.
   *
   * @param zone in which days begin; counts when the tables are made, and never again
   */
  public static JdbcStore on(DataSource source, ZoneId zone) {
    return with(source, zone, Clock.systemUTC());
  }

  static JdbcStore with(DataSource source, ZoneId zone, Clock clock) {
    Engine engine = new ServerEngine(new LentConnections(requireNonNull(source, "source")));
    return new JdbcStore(
        engine, new JdbcSettings(zone, clock, THREAD_NAME), new LentReaders(engine, READERS_LENT));
  }

  /**
   * Whether the tables of a store are there; makes none. For whoever wants to read a store and not
   * to begin one.
   *
   * @throws io.tallystick.spi.StorageException when the database does not answer
   */
  public boolean isMade() {
    return JdbcBackend.isMade(engine);
  }

  /** What the tables are behind. */
  JdbcBackend backend() {
    return backend;
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

  @Override
  public Optional<RequestTable> requests() {
    return backend.requests();
  }

  @Override
  public void close() {
    backend.close();
    engine.close();
  }
}
