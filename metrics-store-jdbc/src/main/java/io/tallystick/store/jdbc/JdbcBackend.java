package io.tallystick.store.jdbc;

import io.tallystick.spi.BucketStore;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.PointStore;
import io.tallystick.spi.RequestTable;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StoreIdentity;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * History in the tables of a database.
 *
 * <p>Opens nothing before {@link #prepare} or the first use of a door. Safe for any number of
 * threads.
 *
 * <pre>{@code
 * StorageBackend backend = JdbcBackend.of(engine, settings);
 * }</pre>
 */
public final class JdbcBackend implements StorageBackend {
  private static final int READERS = 4;

  private final Sessions sessions;
  private final Schema schema;
  private final SqlBuckets buckets;
  private final SqlControl control;
  private final SqlPoints points;
  private final SqlRequests requests;
  private final Optional<RequestTable> requestTable;
  private final Contents contents;
  private volatile @Nullable StoreIdentity identity;

  JdbcBackend(Engine engine, JdbcSettings settings, Readers readers) {
    this.schema = new Schema(settings);
    this.sessions = new SingleWriter(engine, settings.threadName(), readers, this::begin);
    this.buckets = new SqlBuckets(sessions, engine, settings.clock(), this::identity);
    this.control = new SqlControl(sessions, settings.clock(), buckets.writers());
    this.requests = new SqlRequests(sessions, settings.clock());
    this.requestTable = Optional.of(requests);
    this.points =
        new SqlPoints(sessions, settings.clock(), buckets.ids(), buckets.rows(), buckets.writers());
    this.contents = new Contents(sessions, buckets.rows());
  }

  /** A backend on a database of one kind. */
  public static JdbcBackend of(Engine engine, JdbcSettings settings) {
    return new JdbcBackend(engine, settings, new ReadPool(engine, settings.threadName(), READERS));
  }

  /** Brings the schema up to date on a connection that was just opened. */
  private StoreIdentity begin(Session session) throws SQLException {
    StoreIdentity found = schema.ensure(session);
    buckets.forget();
    requests.forget();
    session.dialect().partitions().forget();
    identity = found;
    return found;
  }

  /** Whether somebody made the tables; on a connection of its own, which makes none. */
  static boolean isMade(Engine engine) {
    try (Session session = Session.on(engine, engine.connect(false))) {
      return Schema.isThere(session);
    } catch (SQLException e) {
      throw engine.failure("look for the store", e);
    }
  }

  private StoreIdentity identity() {
    if (identity == null) {
      prepare();
    }
    return Objects.requireNonNull(identity);
  }

  @Override
  public void prepare() {
    sessions.write("open the store", session -> session);
  }

  @Override
  public BucketStore buckets() {
    return buckets;
  }

  @Override
  public ControlStore control() {
    return control;
  }

  @Override
  public PointStore points() {
    return points;
  }

  /** What the doors do not show. */
  Contents contents() {
    return contents;
  }

  @Override
  public Optional<RequestTable> requests() {
    return requestTable;
  }

  @Override
  public void close() {
    sessions.close();
  }
}
