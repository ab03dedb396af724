package io.tallystick.instrument.sql;

import static java.util.Objects.requireNonNull;

import io.tallystick.Metrics;
import java.io.PrintWriter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.UndeclaredThrowableException;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.ShardingKeyBuilder;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source that times the statements of another one, which it stands before.
 *
 * <p>Each execution of a statement or a batch is a sample of {@code database.query.duration_ms},
 * tagged with its {@code operation} (select, insert, update, delete, merge, call, ddl or other) and
 * its {@code result}; nothing of a statement's text is recorded. Fetching rows is not timed, nor
 * are commits and waiting for a connection. What is timed by name as well ({@code
 * DatabaseMetrics.timed(name, work)}) is in that metric twice: use one of the two, or filter by
 * {@code operation}.
 *
 * <p>All else is as without it: exceptions are the very objects that the driver threw, and what it
 * answers is passed on, null included. A wrapper equals a wrapper of what is equal, and not what it
 * stands before. Connections, statements, results and meta data are wrapped; to call methods of the
 * driver's own class, {@code unwrap} to that instead of casting. For as many threads as the data
 * source that it stands before.
 *
 * <pre>{@code
 * DataSource timed = TimedDataSource.of(pool);
 * try (Connection connection = timed.getConnection()) {
 *   PGConnection driver = connection.unwrap(PGConnection.class);
 * }
 * }</pre>
 */
@SuppressWarnings("try") // close() is as wide as its interface: what a pool throws is the pool's.
public final class TimedDataSource implements DataSource, AutoCloseable {
  private static final MethodType CLOSE = MethodType.methodType(void.class);

  private final DataSource delegate;
  private final StatementTimes times;

  private TimedDataSource(DataSource delegate, Metrics metrics) {
    this.delegate = delegate;
    this.times = new StatementTimes(metrics);
  }

  /**
   * Times the statements of a data source through {@link Metrics#current()}; one that is timed
   * already is given back as it is. Null is refused with a {@link NullPointerException}.
   */
  public static TimedDataSource of(DataSource dataSource) {
    return of(dataSource, Metrics.current());
  }

  /**
   * Times the statements of a data source through the given metrics; one that is timed already is
   * given back as it is and keeps its own. Null is refused with a {@link NullPointerException}.
   */
  public static TimedDataSource of(DataSource dataSource, Metrics metrics) {
    requireNonNull(dataSource, "dataSource");
    requireNonNull(metrics, "metrics");
    return dataSource instanceof TimedDataSource timed
        ? timed
        : new TimedDataSource(dataSource, metrics);
  }

  @SuppressWarnings("NullAway") // Null only where the other one breaks its contract.
  private Connection timed(Connection connection) {
    return ConnectionHandler.wrap(connection, times);
  }

  /** What this one stands before. */
  DataSource bare() {
    return delegate;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return timed(delegate.getConnection());
  }

  @Override
  public Connection getConnection(@Nullable String username, @Nullable String password)
      throws SQLException {
    return timed(delegate.getConnection(username, password));
  }

  @Override
  @SuppressWarnings("NullAway") // Null only where the other one breaks its contract.
  public ConnectionBuilder createConnectionBuilder() throws SQLException {
    return ConnectionBuilderHandler.wrap(delegate.createConnectionBuilder(), times);
  }

  @Override
  public ShardingKeyBuilder createShardingKeyBuilder() throws SQLException {
    return delegate.createShardingKeyBuilder();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() throws SQLException {
    return delegate.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    delegate.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    delegate.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return delegate.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return delegate.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return type == TimedDataSource.class ? type.cast(this) : Bare.unwrap(delegate, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return type == TimedDataSource.class || Bare.isWrapperFor(delegate, type);
  }

  /**
   * Closes the data source that this one stands before, where that is {@link AutoCloseable} or has
   * a public {@code void close()}, as the pool of Tomcat; does nothing otherwise. What it throws
   * passes.
   */
  @Override
  public void close() throws Exception {
    if (delegate instanceof AutoCloseable closeable) {
      closeable.close();
    } else {
      closeByName();
    }
  }

  private void closeByName() throws Exception {
    MethodHandle close = closeOf(delegate.getClass());
    if (close == null) {
      return;
    }
    try {
      close.invoke(delegate);
    } catch (Exception | Error thrown) {
      throw thrown;
    } catch (Throwable neither) {
      throw new UndeclaredThrowableException(neither);
    }
  }

  /**
   * As everybody may call it: a pool of a hidden class has it from a public one. By its handle,
   * since asking for methods by reflection fails where another one names a class that is absent.
   */
  private static @Nullable MethodHandle closeOf(@Nullable Class<?> type) {
    if (type == null) {
      return null;
    }
    try {
      return MethodHandles.publicLookup().findVirtual(type, "close", CLOSE);
    } catch (NoSuchMethodException | IllegalAccessException absent) {
      return closeOf(type.getSuperclass());
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TimedDataSource timed && delegate.equals(timed.delegate);
  }

  @Override
  public int hashCode() {
    return delegate.hashCode();
  }

  @Override
  public String toString() {
    return delegate.toString();
  }
}
