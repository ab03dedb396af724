package io.tallystick.store.jdbc;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import javax.sql.DataSource;

/** Connections of the application's, which are given back as they came. */
final class LentConnections implements Connections {
  private final DataSource source;

  LentConnections(DataSource source) {
    this.source = source;
  }

  /** Pools answer with exceptions of their own when they cannot begin. */
  @Override
  public Connection open() throws SQLException {
    try {
      return requireNonNull(source.getConnection(), "the DataSource returned null");
    } catch (SQLException | RuntimeException e) {
      throw new SQLTransientConnectionException(e.getMessage(), state(e), e);
    }
  }

  /** What the database said is worth more than that there is no connection. */
  private static String state(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException known
          && known.getSQLState() != null
          && known.getSQLState().startsWith("28")) {
        return known.getSQLState();
      }
    }
    return Trouble.NO_CONNECTION;
  }

  @Override
  public void setUp(Connection connection, Dialect dialect) {
    // it is the application's to say how its connections are
  }

  @Override
  public Duration mostWork() {
    return Limits.USUAL.work();
  }

  @Override
  public String secret() {
    return "";
  }

  @Override
  public void close() {
    // the DataSource is the application's
  }
}
