package io.tallystick.instrument.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A database of a test's own, with and without the wrapper. */
record Opened(DataSource bare, TimedDataSource timed, RecordedTimes times, AutoCloseable end)
    implements AutoCloseable {

  static Opened of(DataSource bare, AutoCloseable end) {
    RecordedTimes times = new RecordedTimes();
    return new Opened(bare, TimedDataSource.of(bare, times.metrics()), times, end);
  }

  /** Runs a statement past the wrapper. */
  void run(String sql) throws SQLException {
    try (Connection connection = bare.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    try {
      end.close();
    } catch (SQLException | RuntimeException thrown) {
      throw thrown;
    } catch (Exception thrown) {
      throw new IllegalStateException(thrown);
    }
  }
}
