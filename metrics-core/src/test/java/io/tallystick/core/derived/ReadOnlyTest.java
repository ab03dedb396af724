package io.tallystick.core.derived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Whatever the SQL is, the application's database and its connections stay as they were. */
class ReadOnlyTest {
  @TempDir Path directory;

  private static long run(ConnectionsOf source, String sql) throws SQLException {
    return new ReadOnlyQuery(source, NamedSql.parse(sql), Duration.ofSeconds(5), 10)
        .run(
            new Arguments(TimeForm.TIMESTAMP),
            rows -> {
              rows.next();
              return rows.getLong(1);
            });
  }

  private static long count(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM orders")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** What functions of the database do. */
  public static final class Functions {
    private Functions() {}

    /** Deletes all orders. */
    public static int deleteOrders(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        return statement.executeUpdate("DELETE FROM orders");
      }
    }
  }

  @Test
  void aFunctionThatDeletesInH2IsRolledBackAndTheConnectionIsAsItWas() throws Exception {
    try (AppTables app = new AppTables("CREATE TABLE orders (id BIGINT)");
        Connection one = app.connect()) {
      app.run("INSERT INTO orders VALUES (1), (2)");
      app.run(
          "CREATE ALIAS delete_orders FOR '%s.deleteOrders'".formatted(Functions.class.getName()));
      Connection kept = unclosable(one);
      one.setAutoCommit(false);

      assertThat(run(() -> kept, "SELECT delete_orders()")).isEqualTo(2);
      assertThat(count(one)).isEqualTo(2);
      assertThat(one.getAutoCommit()).isFalse();
      assertThat(one.isReadOnly()).isFalse();
      one.setAutoCommit(true);
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> run(() -> kept, "SELECT nothing_of_the_kind()"));
      assertThat(one.getAutoCommit()).isTrue();
    }
  }

  @Test
  void inSqliteNothingChangesEither() throws Exception {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + directory.resolve("app.db"));
    try (Connection one = source.getConnection();
        Statement statement = one.createStatement()) {
      statement.execute("CREATE TABLE orders (id INTEGER)");
      statement.execute("INSERT INTO orders VALUES (1), (2)");
      Connection kept = unclosable(one);

      assertThat(run(() -> kept, "SELECT count(*) FROM orders")).isEqualTo(2);
      assertThat(one.getAutoCommit()).isTrue();
      statement.execute("INSERT INTO orders VALUES (3)");
      assertThat(count(one)).isEqualTo(3);
    }
  }

  /** A connection as a pool lends it: closing gives it back. */
  private static Connection unclosable(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            ReadOnlyTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              try {
                return method.getName().equals("close")
                    ? null
                    : method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
