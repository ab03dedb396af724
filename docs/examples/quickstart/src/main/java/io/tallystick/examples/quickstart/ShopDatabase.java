package io.tallystick.examples.quickstart;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The shop's own database, which has nothing to do with where metrics are kept. */
final class ShopDatabase implements AutoCloseable {
  /** How many people have an account at first. */
  static final int USERS = 480;

  /** How many other applications may sign people in. */
  static final int CLIENTS = 7;

  private static final int CONNECTIONS = 4;

  /** Takes an order: when, what, for how much. */
  static final String ORDER = "INSERT INTO orders (at, item, cents) VALUES (?, ?, ?)";

  /** Notes that somebody signed in or could not: when, who, how, yes or no. */
  static final String SIGN_IN =
      "INSERT INTO sign_in (at, who, method, succeeded) VALUES (?, ?, ?, ?)";

  /** Notes that a pipeline ran: when, which, why, how it ended, how long it took. */
  static final String TRACE =
      "INSERT INTO traces (at, pipeline, trigger_event, status, duration_ms)"
          + " VALUES (?, ?, ?, ?, ?)";

  private static final int ORDERS = 600;
  private static final int SIGN_INS = 300;
  private static final int TRACES = 5_400;
  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
          "CREATE TABLE IF NOT EXISTS oauth_clients (id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
          "CREATE TABLE IF NOT EXISTS orders (id INTEGER PRIMARY KEY, at INTEGER NOT NULL,"
              + " item TEXT NOT NULL, cents INTEGER NOT NULL)",
          "CREATE TABLE IF NOT EXISTS sign_in (id INTEGER PRIMARY KEY, at INTEGER NOT NULL,"
              + " who TEXT NOT NULL, method TEXT NOT NULL, succeeded TEXT NOT NULL)",
          "CREATE INDEX IF NOT EXISTS sign_in_at ON sign_in (at)",
          "CREATE TABLE IF NOT EXISTS traces (id INTEGER PRIMARY KEY, at INTEGER NOT NULL,"
              + " pipeline TEXT NOT NULL, trigger_event TEXT NOT NULL, status TEXT NOT NULL,"
              + " duration_ms REAL NOT NULL)",
          "CREATE INDEX IF NOT EXISTS traces_at ON traces (at)");

  private final HikariDataSource pool;

  private ShopDatabase(HikariDataSource pool) {
    this.pool = pool;
  }

  /** Opens the file, and makes it with something in it when it is not there. */
  static ShopDatabase open(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setBusyTimeout(2_000);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    HikariDataSource pool = new HikariDataSource();
    pool.setDataSource(source);
    pool.setMaximumPoolSize(CONNECTIONS);
    pool.setPoolName("shop");
    try {
      prepare(pool);
    } catch (SQLException | RuntimeException failed) {
      pool.close(); // nobody else could
      throw failed;
    }
    return new ShopDatabase(pool);
  }

  private static void prepare(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute(table);
      }
      if (!statement.executeQuery("SELECT 1 FROM users LIMIT 1").next()) {
        fill(connection);
      }
    }
  }

  /** Ready to be handed to collectors and derived metrics, too. */
  HikariDataSource pool() {
    return pool;
  }

  /** What there is before anybody comes, so that no table is empty. */
  private static void fill(Connection connection) throws SQLException {
    SplittableRandom random = new SplittableRandom(7);
    Instant now = Instant.now();
    connection.setAutoCommit(false);
    fillPeople(connection);
    fillOrders(connection, now, random);
    fillSignIns(connection, now, random);
    fillTraces(connection, now, random);
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static void fillPeople(Connection connection) throws SQLException {
    for (int i = 1; i <= USERS; i++) {
      insert(connection, "INSERT INTO users (name) VALUES (?)", "person " + i);
    }
    for (int i = 1; i <= CLIENTS; i++) {
      insert(connection, "INSERT INTO oauth_clients (name) VALUES (?)", "client " + i);
    }
  }

  private static void fillOrders(Connection connection, Instant now, SplittableRandom random)
      throws SQLException {
    for (int i = ORDERS; i > 0; i--) {
      insert(
          connection,
          ORDER,
          now.minusSeconds(i * 137L).toEpochMilli(),
          "item " + random.nextInt(60),
          500 + random.nextInt(20_000));
    }
  }

  private static void fillSignIns(Connection connection, Instant now, SplittableRandom random)
      throws SQLException {
    for (int i = SIGN_INS; i > 0; i--) {
      insert(
          connection,
          SIGN_IN,
          now.minusSeconds(280L * i + random.nextInt(200)).toEpochMilli(),
          "person " + (1 + random.nextInt(USERS)),
          random.nextInt(3) == 0 ? "sso" : "password",
          random.nextInt(12) > 0 ? "yes" : "no");
    }
  }

  private static void fillTraces(Connection connection, Instant now, SplittableRandom random)
      throws SQLException {
    for (int i = TRACES; i > 0; i--) {
      insert(
          connection,
          TRACE,
          now.minusSeconds(i * 16L).toEpochMilli(),
          "invoices",
          "order.paid",
          random.nextInt(40) > 0 ? "success" : "failure",
          Chance.about(random, 150, 0.45));
    }
  }

  static void insert(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
