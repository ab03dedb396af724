package io.tallystick.instrument.sql;

import static java.util.Objects.requireNonNull;

import io.tallystick.Metrics;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.ShardingKeyBuilder;
import java.util.logging.Logger;
import java.util.stream.Stream;
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
   * a public {@code close()} without parameters, as the pool of Tomcat; does nothing otherwise.
   * What it throws passes.
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
    Method close = closeOf(delegate.getClass());
    if (close == null || !close.canAccess(delegate)) {
      return;
    }
    try {
      close.invoke(delegate);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof Error error) {
        throw error;
      }
      throw thrown.getCause() instanceof Exception cause ? cause : thrown;
    }
  }

  /** As a public class declares it, since that of a hidden subclass cannot be called. */
  private static @Nullable Method closeOf(Class<?> type) {
    return Stream.<Class<?>>iterate(type, c -> c != null, Class::getSuperclass)
        .filter(declaring -> Modifier.isPublic(declaring.getModifiers()))
        .flatMap(declaring -> Stream.of(declaring.getDeclaredMethods()))
        .filter(method -> method.getName().equals("close") && method.getParameterCount() == 0)
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .findFirst()
        .orElse(null);
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
