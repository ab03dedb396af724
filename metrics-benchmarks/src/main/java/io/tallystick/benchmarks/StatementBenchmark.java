package io.tallystick.benchmarks;

import static java.util.Objects.requireNonNull;

import io.tallystick.instrument.sql.TimedDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;
import org.sqlite.SQLiteDataSource;

/**
 * What does a data source that times its statements add to a statement?
 *
 * <p>One is prepared, given two parameters and executed, a row of two columns is read and all is
 * closed; the floor is the same without the wrapper. The driver does nothing, so that the
 * difference shows, or is SQLite in memory. The goal is a microsecond.
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar StatementBenchmark -prof gc
 * }</pre>
 */
public class StatementBenchmark extends RecordingBenchmark {
  private static final String QUERY = "SELECT id, name FROM t WHERE id = ? AND name = ?";

  /** What is asked. */
  @State(Scope.Benchmark)
  public static class Asked {
    @Param({"idle", "sqlite"})
    public String driver = "idle";

    DataSource dataSource() {
      if (driver.equals("idle")) {
        return new IdleDriver().dataSource();
      }
      SQLiteDataSource sqlite = new SQLiteDataSource();
      sqlite.setUrl("jdbc:sqlite::memory:");
      return sqlite;
    }
  }

  /** The driver alone; a connection for each thread, as a pool lends them. */
  @State(Scope.Thread)
  public static class Bare {
    @Nullable Connection connection;

    @Setup
    public void connect(Asked asked) throws SQLException {
      connection = filled(asked.dataSource());
    }

    @TearDown
    public void close() throws SQLException {
      opened(connection).close();
    }
  }

  /** The runtime, for all threads. */
  @State(Scope.Benchmark)
  public static class Running {
    @Setup
    public void start() {
      OurMetrics.start();
    }

    @TearDown
    public void stop() {
      OurMetrics.stop();
    }
  }

  /** The wrapper before the driver. */
  @State(Scope.Thread)
  public static class Timed {
    @Nullable Connection connection;

    @Setup
    public void connect(Asked asked, Running running) throws SQLException {
      connection = filled(TimedDataSource.of(asked.dataSource()));
    }

    @TearDown
    public void close() throws SQLException {
      opened(connection).close();
    }
  }

  private static Connection opened(@Nullable Connection connection) {
    return requireNonNull(connection, "connection");
  }

  private static Connection filled(DataSource dataSource) throws SQLException {
    Connection connection = dataSource.getConnection();
    try (PreparedStatement table =
        connection.prepareStatement("CREATE TABLE t AS SELECT 7 AS id, 'seven' AS name")) {
      table.execute();
    }
    return connection;
  }

  /** The floor. */
  @Benchmark
  public void bare(Bare bare, Blackhole hole) throws SQLException {
    ask(opened(bare.connection), hole);
  }

  /** Ours. */
  @Benchmark
  public void timed(Timed timed, Blackhole hole) throws SQLException {
    ask(opened(timed.connection), hole);
  }

  private static void ask(Connection connection, Blackhole hole) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setInt(1, 7);
      statement.setString(2, "seven");
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new IllegalStateException("The row is gone.");
        }
        hole.consume(rows.getInt(1));
        hole.consume(rows.getString(2));
      }
    }
  }
}
