package io.tallystick.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection and the statements that were prepared on it; for one thread at a time. A statement
 * is bound, run and read to its end before the same text is asked for again.
 */
final class Session implements AutoCloseable {
  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  Session(Connection connection) {
    this.connection = connection;
  }

  Connection connection() {
    return connection;
  }

  PreparedStatement statement(String sql) throws SQLException {
    PreparedStatement there = statements.get(sql);
    if (there == null) {
      there = connection.prepareStatement(sql);
      statements.put(sql, there);
    }
    return there;
  }

  /** Runs a statement with whole numbers and texts; how many rows changed. */
  int update(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = statement(sql);
    bind(statement, values);
    return statement.executeUpdate();
  }

  /** Asks with whole numbers and texts; each row goes to the reader. */
  void query(RowReader reader, String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = statement(sql);
    bind(statement, values);
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }

  static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : statements.values()) {
      statement.close();
    }
    connection.close();
  }

  /** Takes one row. */
  interface RowReader {
    void read(ResultSet row) throws SQLException;
  }
}
