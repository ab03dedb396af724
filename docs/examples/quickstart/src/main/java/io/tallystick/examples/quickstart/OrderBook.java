package io.tallystick.examples.quickstart;

import com.github.benmanes.caffeine.cache.Cache;
import io.tallystick.instrument.DatabaseMetrics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/** The orders of the shop, in a table, the last ones asked for also in a cache. */
final class OrderBook {
  private static final String COLUMNS = "SELECT id, at, item, cents FROM orders ";

  private final DataSource database;
  private final Cache<Long, String> cache;

  /** Its statements are timed, since it asks through a data source that does that. */
  OrderBook(ShopDatabase database, Cache<Long, String> cache) {
    this.database = DatabaseMetrics.timed(database.pool());
    this.cache = cache;
  }

  /** The newest, as JSON. */
  List<String> newest(int most) throws SQLException {
    return read(COLUMNS + "ORDER BY id DESC LIMIT ?", most);
  }

  /** One of them, as JSON. */
  Optional<String> find(long id) throws SQLException {
    String known = cache.getIfPresent(id);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<String> found = read(COLUMNS + "WHERE id = ?", id).stream().findFirst();
    found.ifPresent(order -> cache.put(id, order));
    return found;
  }

  /** Takes an order. */
  void add(String item, int cents) throws SQLException {
    try (Connection connection = database.getConnection()) {
      ShopDatabase.insert(connection, ShopDatabase.ORDER, System.currentTimeMillis(), item, cents);
    }
  }

  /** Notes that somebody signed in, or could not. */
  void addSignIn(String who, boolean succeeded) throws SQLException {
    try (Connection connection = database.getConnection()) {
      ShopDatabase.insert(
          connection,
          ShopDatabase.SIGN_IN,
          System.currentTimeMillis(),
          who,
          "password",
          succeeded ? "yes" : "no");
    }
  }

  private List<String> read(String sql, long parameter) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, parameter);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(
              String.format(
                  Locale.ROOT, // digits of JSON, whatever the language of the machine
                  "{\"id\":%d,\"at\":%d,\"item\":%s,\"cents\":%d}",
                  rows.getLong(1),
                  rows.getLong(2),
                  Json.text(rows.getString(3)),
                  rows.getInt(4)));
        }
      }
    }
    return found;
  }
}
