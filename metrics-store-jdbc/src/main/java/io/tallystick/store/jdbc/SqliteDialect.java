package io.tallystick.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.OptionalLong;

/**
 * SQLite through connections of the application's, whose pragmas stay what they are.
 *
 * <p>Transactions are begun in SQL: {@code setAutoCommit(false)} makes one that takes the lock with
 * its first write, and when it has read before and someone else wrote meanwhile, SQLite refuses
 * that write at once, however long the connection may wait for locks.
 */
final class SqliteDialect implements Dialect {
  /** The low byte of a code says what kind of failure it is, the others which one. */
  private static final int KIND = 0xff;

  @Override
  public Map<String, String> words() {
    return Map.of(
        "dialect", "sqlite",
        "text", "TEXT",
        "long", "INTEGER",
        "double", "REAL",
        "bytes", "BLOB",
        "hash", "BLOB",
        "clustered", " WITHOUT ROWID");
  }

  @Override
  public void begin(Connection writing) throws SQLException {
    run(writing, "BEGIN IMMEDIATE");
  }

  @Override
  public void keep(Connection writing) throws SQLException {
    run(writing, "COMMIT");
  }

  @Override
  public void undo(Connection writing) throws SQLException {
    run(writing, "ROLLBACK");
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Free pages do not count: the file keeps them, and a purge must be seen to help. */
  @Override
  public OptionalLong sizeBytes(Connection reading) throws SQLException {
    try (Statement statement = reading.createStatement();
        ResultSet size =
            statement.executeQuery(
                "SELECT (page_count - freelist_count) * page_size"
                    + " FROM pragma_page_count, pragma_freelist_count, pragma_page_size")) {
      return OptionalLong.of(size.getLong(1));
    }
  }

  @Override
  public Trouble trouble(SQLException failure) {
    return switch (failure.getErrorCode() & KIND) {
      case 5, 6 -> Trouble.LOCK;
      case 8 -> Trouble.READ_ONLY;
      case 13 -> Trouble.FULL;
      case 18, 19, 20, 25 -> Trouble.VALUE;
      default -> Trouble.byState(failure);
    };
  }
}
