package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What kept statements do to a file of SQLite. */
class PreparedFileTest {
  private static final int ROWS = 100;

  @TempDir Path directory;

  private final PreparedAgain prepared = new PreparedAgain();

  private Connection open() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("metrics.db"));
  }

  @Test
  void aReadThatWasBrokenOffHoldsNothingOfTheFile() throws SQLException {
    try (Connection writing = open();
        Connection reading = open()) {
      run(writing, "PRAGMA journal_mode = WAL");
      run(writing, "CREATE TABLE t (a INTEGER)");
      for (int i = 0; i < ROWS; i++) {
        run(writing, "INSERT INTO t VALUES (" + i + ")");
      }
      try (ResultSet rows = prepared.of(reading).statement("SELECT a FROM t").executeQuery()) {
        assertThat(rows.next()).isTrue();
        run(writing, "INSERT INTO t VALUES (-1)");
        assertThat(canEmptyTheLog(writing)).as("while somebody reads").isFalse();
      }

      assertThat(canEmptyTheLog(writing)).as("afterwards").isTrue();
      assertThat(count(reading)).as("asked again").isEqualTo(ROWS + 1);
    }
  }

  private int count(Connection reading) throws SQLException {
    int count = 0;
    try (ResultSet rows = prepared.of(reading).statement("SELECT a FROM t").executeQuery()) {
      while (rows.next()) {
        count++;
      }
    }
    return count;
  }

  /** A log is emptied when nobody reads what stood in the file before. */
  private static boolean canEmptyTheLog(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
      return answer.next() && answer.getInt(1) == 0;
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 0");
      statement.execute(sql);
    }
  }
}
