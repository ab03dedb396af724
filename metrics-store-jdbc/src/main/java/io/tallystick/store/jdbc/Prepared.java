package io.tallystick.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The statements that were prepared on a connection; for one thread at a time. */
final class Prepared implements AutoCloseable {
  /** Of a text that is made as it is needed there may be any number. */
  private static final int MOST = 64;

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  Prepared(Connection connection) {
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

  /** Forgets what was added of batches that were not run, for it belongs to nobody. */
  void clearBatches() throws SQLException {
    for (PreparedStatement statement : statements.values()) {
      statement.clearBatch();
    }
  }

  /** Lets go of all when there are more than somebody will ask for again. */
  void keepFew() throws SQLException {
    if (statements.size() > MOST) {
      close();
    }
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : statements.values()) {
      statement.close();
    }
    statements.clear();
  }
}
