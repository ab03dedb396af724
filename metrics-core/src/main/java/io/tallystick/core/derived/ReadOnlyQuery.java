package io.tallystick.core.derived;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * A statement on the application's database that leaves nothing behind: in a transaction of its
 * own, read-only where the database knows that, rolled back whatever happens; then the connection
 * is as it was.
 *
 * @param timeout how long the database may take
 * @param mostRows how many rows are fetched at most
 */
record ReadOnlyQuery(DataSource source, NamedSql sql, Duration timeout, int mostRows) {
  /** Reads an answer, which is at its first row or behind its end. */
  interface Reading<T> {
    T read(ResultSet rows) throws SQLException;
  }

  <T> T run(Arguments arguments, Reading<T> reading) throws SQLException {
    try (Connection connection = source.getConnection()) {
      boolean wasAutoCommit = connection.getAutoCommit();
      boolean isMadeReadOnly = makeReadOnly(connection);
      try {
        connection.setAutoCommit(false);
        tellServer(connection);
        return query(connection, arguments, reading);
      } finally {
        restore(connection, wasAutoCommit, isMadeReadOnly);
      }
    }
  }

  /** SQLite's driver refuses once the file is open, and rolling back does for it. */
  private static boolean makeReadOnly(Connection connection) throws SQLException {
    if (connection.isReadOnly()) {
      return false;
    }
    try {
      connection.setReadOnly(true);
      return true;
    } catch (SQLException isNotOffered) {
      return false;
    }
  }

  /** The drivers of MariaDB and MySQL keep to themselves that a connection is read-only. */
  private static void tellServer(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    if (product.equals("MariaDB") || product.equals("MySQL")) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("START TRANSACTION READ ONLY");
      }
    }
  }

  private <T> T query(Connection connection, Arguments arguments, Reading<T> reading)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(arguments.text(sql))) {
      statement.setQueryTimeout((int) Math.max(1, timeout.toSeconds()));
      statement.setMaxRows(mostRows);
      arguments.bind(statement, sql);
      try (ResultSet rows = statement.executeQuery()) {
        return reading.read(rows);
      }
    }
  }

  private static void restore(Connection connection, boolean wasAutoCommit, boolean isMadeReadOnly)
      throws SQLException {
    try {
      connection.rollback();
    } finally {
      try {
        if (isMadeReadOnly) {
          connection.setReadOnly(false);
        }
      } finally {
        connection.setAutoCommit(wasAutoCommit);
      }
    }
  }
}
