package io.tallystick.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tallystick.spi.StorageBackend;
import io.tallystick.store.jdbc.servers.DatabaseServer;
import io.tallystick.store.jdbc.servers.MariaDbServer;
import io.tallystick.store.jdbc.servers.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** The kinds of databases that instances share, each of them a real one. */
enum Databases {
  POSTGRES {
    @Override
    Place fresh() {
      return onServer(PostgresServer.shared());
    }
  },
  MARIADB {
    @Override
    Place fresh() {
      return onServer(MariaDbServer.shared());
    }
  },
  H2 {
    private final AtomicInteger names = new AtomicInteger();

    @Override
    Place fresh() {
      return new Place("jdbc:h2:mem:h" + names.incrementAndGet() + ";DB_CLOSE_DELAY=-1", "sa", "");
    }
  };

  private Place emptied;

  /** An empty place for tables, which nobody else uses. */
  abstract Place fresh();

  private static Place onServer(DatabaseServer server) {
    return new Place(server.freshSchema(), server.user(), server.password());
  }

  /** Where tables are, but nothing in them; one test at a time. Quicker than a fresh place. */
  Place emptied() {
    Place place = emptied;
    if (place == null) {
      place = fresh();
      emptied = place;
    }
    place.empty();
    return place;
  }

  /** Where tables go. */
  record Place(String url, String user, String password) {
    JdbcOptions options() {
      return JdbcOptions.at(url).withLogin(user, password);
    }

    StorageBackend open() {
      return JdbcStore.open(options());
    }

    Connection connect() throws SQLException {
      return DriverManager.getConnection(url, user, password);
    }

    void empty() {
      try (Connection connection = connect()) {
        for (String table : tables(connection)) {
          try (Statement statement = connection.createStatement()) {
            boolean isMadeLater = table.equalsIgnoreCase("api_metrics");
            statement.execute((isMadeLater ? "DROP TABLE " : "DELETE FROM ") + table);
          }
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /** The name that a fresh schema was given. */
    String schema() {
      String[] parts = url.split("[/=]");
      return parts[parts.length - 1];
    }

    void run(String sql) throws SQLException {
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    void query(Session.RowReader reader, String sql) throws SQLException {
      try (Connection connection = connect();
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          reader.read(rows);
        }
      }
    }

    List<String> texts(String sql) throws SQLException {
      List<String> found = new ArrayList<>();
      query(row -> found.add(row.getString(1)), sql);
      return found;
    }

    List<String> tables() throws SQLException {
      try (Connection connection = connect()) {
        return tables(connection);
      }
    }

    /** Tables of ours; of those with parts the whole. */
    private static List<String> tables(Connection connection) throws SQLException {
      List<String> names = new ArrayList<>();
      String[] types = {"TABLE", "PARTITIONED TABLE", "BASE TABLE"};
      try (ResultSet tables =
          connection
              .getMetaData()
              .getTables(connection.getCatalog(), connection.getSchema(), "%", types)) {
        while (tables.next()) {
          if (tables
              .getString("TABLE_NAME")
              .toLowerCase(Locale.ROOT)
              .matches("metric_.*|api_metrics")) {
            names.add(tables.getString("TABLE_NAME"));
          }
        }
      }
      return names;
    }

    HikariDataSource pool(int most) {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(url);
      config.setUsername(user);
      config.setPassword(password);
      config.setMaximumPoolSize(most);
      return new HikariDataSource(config);
    }
  }
}
