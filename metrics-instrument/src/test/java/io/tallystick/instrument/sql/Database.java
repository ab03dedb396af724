package io.tallystick.instrument.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.sqlite.SQLiteDataSource;

/** What the wrapper is tried on. */
enum Database {
  H2 {
    @Override
    Opened open() {
      JdbcDataSource h2 = h2();
      return Opened.of(h2, () -> shutDown(h2));
    }
  },
  SQLITE {
    @Override
    Opened open() throws SQLException {
      try {
        Path file = Files.createTempFile("statements", ".db");
        SQLiteDataSource sqlite = new SQLiteDataSource();
        sqlite.setUrl("jdbc:sqlite:" + file);
        return Opened.of(sqlite, () -> Files.delete(file));
      } catch (IOException thrown) {
        throw new SQLException(thrown);
      }
    }
  },
  POOLED {
    @Override
    Opened open() {
      JdbcDataSource h2 = h2();
      HikariConfig config = new HikariConfig();
      config.setDataSource(h2);
      config.setMaximumPoolSize(3);
      HikariDataSource pool = new HikariDataSource(config);
      return Opened.of(
          pool,
          () -> {
            pool.close();
            shutDown(h2);
          });
    }
  };

  abstract Opened open() throws SQLException;

  /** A query that takes longer than anybody waits, and yet ends. */
  String longQuery() {
    return this == SQLITE
        ? "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 200000000)"
            + " SELECT count(*) FROM c"
        : "SELECT count(*) FROM system_range(1, 100000) a, system_range(1, 5000) b";
  }

  private static JdbcDataSource h2() {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    return h2;
  }

  private static void shutDown(DataSource h2) throws SQLException {
    try (Connection connection = h2.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SHUTDOWN");
    }
  }
}
