package io.tallystick.core.derived;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** The database of an application, in memory. */
final class AppTables implements AutoCloseable {
  private static final AtomicInteger NAMES = new AtomicInteger();

  private final JdbcDataSource source = new JdbcDataSource();
  private final Connection keptOpen;

  AppTables(String... statements) {
    source.setURL("jdbc:h2:mem:app" + NAMES.incrementAndGet() + ";NON_KEYWORDS=VALUE");
    source.setUser("sa");
    try {
      keptOpen = source.getConnection();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    for (String statement : statements) {
      run(statement);
    }
  }

  DataSource source() {
    return source;
  }

  Connection connect() throws SQLException {
    return source.getConnection();
  }

  void run(String sql) {
    try (Statement statement = keptOpen.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  long number(String sql) {
    try (Statement statement = keptOpen.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws SQLException {
    keptOpen.close();
  }
}
