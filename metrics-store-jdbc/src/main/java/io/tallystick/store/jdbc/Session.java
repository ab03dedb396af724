package io.tallystick.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection, its transaction, and the statements that were prepared on it; for one thread at a
 * time. A statement is bound, run and read to its end before the same text is asked for again.
 */
final class Session implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Session.class);
  private static final int MOST_SECONDS_TO_ANSWER = 5;

  private final Engine engine;
  private final Connection connection;
  private final LentState cameAs;
  private final Prepared prepared;
  private final boolean keepsPrepared;
  private boolean isInTransaction;

  private Session(
      Engine engine,
      Connection connection,
      LentState cameAs,
      Prepared prepared,
      boolean keepsPrepared) {
    this.engine = engine;
    this.connection = connection;
    this.cameAs = cameAs;
    this.prepared = prepared;
    this.keepsPrepared = keepsPrepared;
  }

  /** A session in auto-commit mode that reads, which from now on closes the connection. */
  static Session on(Engine engine, Connection connection) throws SQLException {
    return on(engine, connection, LentState::forReading);
  }

  /** One that reads as well, and leaves what was prepared for the next that comes. */
  static Session again(Engine engine, Connection connection, Prepared prepared)
      throws SQLException {
    LentState cameAs = LentState.forReading(connection, engine.dialect());
    return new Session(engine, connection, cameAs, prepared, true);
  }

  /** A session in auto-commit mode that writes, which from now on closes the connection. */
  static Session forWriting(Engine engine, Connection connection) throws SQLException {
    return on(engine, connection, LentState::forWriting);
  }

  private static Session on(Engine engine, Connection connection, LentState.Change change)
      throws SQLException {
    try {
      LentState cameAs = change.of(connection, engine.dialect());
      return new Session(engine, connection, cameAs, new Prepared(connection), false);
    } catch (SQLException | RuntimeException e) {
      try (connection) {
        throw e;
      }
    }
  }

  Connection connection() {
    return connection;
  }

  Dialect dialect() {
    return engine.dialect();
  }

  /**
   * A transaction begins where its work does, not where the last one ended: it may hold a lock from
   * then on.
   */
  void begin() throws SQLException {
    engine.begin(connection);
    isInTransaction = true;
  }

  /** Keeps the transaction; when that fails, nobody knows whether it goes on. */
  void keep() throws SQLException {
    engine.keep(connection);
    isInTransaction = false;
  }

  /** Keeps what was done until now, whatever becomes of the rest. */
  void keepSoFar() throws SQLException {
    keep();
    begin();
  }

  /**
   * Undoes the transaction, if one goes on.
   *
   * @throws SQLException when the connection is of no use any more
   */
  void undo() throws SQLException {
    prepared.clearBatches();
    if (isInTransaction) {
      engine.undo(connection);
      isInTransaction = false;
    } else if (!connection.isValid(MOST_SECONDS_TO_ANSWER)) {
      throw new SQLException("The connection does not answer any more.");
    }
  }

  PreparedStatement statement(String sql) throws SQLException {
    return prepared.statement(sql);
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

  /** Lets go of the connection at once, whatever runs on it. */
  void abort() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException | RuntimeException e) {
      LOGGER.debug("A connection could not be given up", e);
    }
  }

  /** Whoever lent the connection gets it back as it came, and never within a transaction. */
  @Override
  public void close() throws SQLException {
    try (connection) {
      try {
        if (!keepsPrepared) {
          prepared.close();
        }
      } finally {
        goBack();
      }
    }
  }

  private void goBack() throws SQLException {
    leaveTransaction();
    cameAs.restore(connection);
  }

  private void leaveTransaction() {
    if (!isInTransaction) {
      return;
    }
    try {
      engine.undo(connection);
    } catch (SQLException e) {
      LOGGER.debug("There was no transaction to undo", e);
    }
  }

  /** Takes one row. */
  interface RowReader {
    void read(ResultSet row) throws SQLException;
  }
}
