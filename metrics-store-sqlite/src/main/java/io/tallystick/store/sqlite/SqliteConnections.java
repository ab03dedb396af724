package io.tallystick.store.sqlite;

import io.tallystick.spi.StorageException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * Opens connections to a database that is there, and sets them up.
 *
 * <p>They are made without the driver's own class, which would register with {@code DriverManager}
 * and so keep the class loader of a web application for ever.
 */
final class SqliteConnections {
  /**
   * Held while a file is made and while a connection is opened: whoever makes a file closes it, and
   * that would drop the locks of a connection that had opened it meanwhile.
   */
  static final ReentrantLock OPENING = new ReentrantLock();

  private static final int BUSY_MILLIS = 5_000;
  private static final int APPLICATION_ID = 0x54616c79;
  private static final int MOST_LOG_BYTES = 16 * 1024 * 1024;

  private final boolean isFullSync;

  SqliteConnections(boolean isFullSync) {
    this.isFullSync = isFullSync;
  }

  /**
   * A connection that writes, each of its transactions from the start.
   *
   * @param onFailure is told why it cannot be, before anything is closed
   * @throws SQLException also when the first look shows damage
   * @throws StorageException when the file is another program's
   */
  Connection forWriting(Path database, Consumer<SQLException> onFailure) throws SQLException {
    Connection connection = open(database, SQLiteConfig.TransactionMode.IMMEDIATE);
    try {
      boolean isNew = isNew(connection, database);
      if (isNew) {
        layOut(connection);
      }
      setUp(connection);
      if (isNew) {
        run(connection, "PRAGMA application_id=" + APPLICATION_ID);
      }
      touchEachTable(connection);
      return connection;
    } catch (SQLException e) {
      onFailure.accept(e);
      closeAfter(e, connection);
      throw e;
    } catch (RuntimeException e) {
      closeAfter(e, connection);
      throw e;
    }
  }

  /** A connection that cannot write. */
  Connection forReading(Path database) throws SQLException {
    Connection connection = open(database, SQLiteConfig.TransactionMode.DEFERRED);
    try {
      setUp(connection);
      run(connection, "PRAGMA query_only=TRUE");
      return connection;
    } catch (SQLException | RuntimeException e) {
      closeAfter(e, connection);
      throw e;
    }
  }

  private static void closeAfter(Exception e, Connection connection) {
    try {
      connection.close();
    } catch (SQLException closing) {
      e.addSuppressed(closing);
    }
  }

  private static Connection open(Path database, SQLiteConfig.TransactionMode mode)
      throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTransactionMode(mode);
    String path = database.toString();
    OPENING.lock();
    try {
      return new JDBC4Connection("jdbc:sqlite:" + path, path, config.toProperties());
    } finally {
      OPENING.unlock();
    }
  }

  /** In this order, and only then: behind the journal mode they would be ignored without a word. */
  private static void layOut(Connection connection) throws SQLException {
    run(connection, "PRAGMA page_size=4096");
    run(connection, "PRAGMA auto_vacuum=2");
  }

  private void setUp(Connection connection) throws SQLException {
    requireLog(answer(connection, "PRAGMA journal_mode=WAL"));
    run(connection, "PRAGMA synchronous=" + (isFullSync ? "FULL" : "NORMAL"));
    run(connection, "PRAGMA cache_size=-16000");
    run(connection, "PRAGMA journal_size_limit=" + MOST_LOG_BYTES);
  }

  private static void requireLog(String mode) {
    if (!mode.equals("wal")) {
      throw StorageException.temporary(
          "The file system of the database takes no write-ahead log (SQLite stays with '%s'): name a path on a local disk."
              .formatted(mode),
          null);
    }
  }

  /**
   * Whether nobody's data is in the file; refuses one with another program's before it is touched.
   */
  private static boolean isNew(Connection connection, Path database) throws SQLException {
    String owner = answer(connection, "PRAGMA application_id");
    if (owner.equals(String.valueOf(APPLICATION_ID))) {
      return false;
    }
    if (!answer(connection, "SELECT count(*) FROM sqlite_master").equals("0")) {
      throw StorageException.temporary(
          "Cannot keep history in %s: it is a database of another program: name a file of its own."
              .formatted(database),
          null);
    }
    return true;
  }

  /** Reads where each table begins: damage there is better found before anything is written. */
  private static void touchEachTable(Connection connection) throws SQLException {
    for (String table : tables(connection)) {
      answer(connection, "SELECT 1 FROM \"" + table + "\" LIMIT 1");
    }
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of the first row; empty without a row. */
  static String answer(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return answer(statement, sql);
    }
  }

  static String answer(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }
}
