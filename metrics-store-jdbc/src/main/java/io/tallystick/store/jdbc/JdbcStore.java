package io.tallystick.store.jdbc;

import static java.util.Objects.requireNonNull;

import io.tallystick.spi.BucketStore;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.PointStore;
import io.tallystick.spi.StorageBackend;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/**
 * History in tables of a database that the application has a {@link DataSource} for.
 *
 * <p>Takes no connection before {@link #prepare} or the first use of a door, and then makes the
 * tables that are missing, whose names begin with {@code metric_}, and a view {@code metrics};
 * other tables are left alone. The one kind of database that is known is SQLite; another is refused
 * in a {@link io.tallystick.spi.StorageException}. While the database or the pool has no connection
 * to give, every call says so in one that a retry may help.
 *
 * <p>One connection is held for writing for as long as the store is open. Reading takes up to four
 * more, each for as long as a page of rows takes, on the thread that reads: so pass the pool
 * itself, not a {@code DataSource} that gives a thread the connection of its transaction. {@link
 * #close} gives them back in the auto-commit mode in which they came, as soon as what runs on them
 * ends, and leaves the {@code DataSource} open. Safe for any number of threads.
 *
 * <pre>{@code
 * StorageBackend backend = JdbcStore.on(dataSource);
 * }</pre>
 */
public final class JdbcStore implements StorageBackend {
  private static final String THREAD_NAME = "tallystick-jdbc";

  private final JdbcBackend backend;

  private JdbcStore(DataSource source, JdbcSettings settings) {
    Engine engine = new DataSourceEngine(requireNonNull(source, "source"));
    this.backend = new JdbcBackend(engine, settings, new LentReaders(engine));
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
    return new JdbcStore(source, new JdbcSettings(zone, clock, THREAD_NAME));
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
  public void close() {
    backend.close();
  }
}
