package io.tallystick.store.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Connections that are opened with a driver, which is asked for them itself: {@code DriverManager}
 * knows only the drivers of some class loaders.
 */
final class OwnConnections implements Connections {
  private final JdbcOptions options;
  private final LoadedDrivers drivers = new LoadedDrivers();
  private @Nullable Driver driver;
  private boolean isClosed;

  OwnConnections(JdbcOptions options) {
    this.options = options;
  }

  @Override
  public Connection open() throws SQLException {
    Connection connection = driver().connect(options.url(), properties());
    if (connection == null) {
      throw LoadedDrivers.none(options.url());
    }
    return connection;
  }

  private synchronized Driver driver() throws SQLException {
    if (isClosed) {
      throw new SQLException("the store is closed", Trouble.NO_CONNECTION);
    }
    Driver known = driver;
    if (known == null) {
      known = drivers.of(options.url());
      driver = known;
    }
    return known;
  }

  /** What the address says by itself counts more, which not every driver takes care of. */
  private Properties properties() {
    Properties properties = new Properties();
    setIfGiven(properties, "user", options.user());
    setIfGiven(properties, "password", options.password());
    UrlKind.of(options.url())
        .deadlines(options.limits())
        .forEach((key, value) -> setUnlessInUrl(properties, key, value));
    return properties;
  }

  private void setUnlessInUrl(Properties properties, String key, String value) {
    if (!options.url().contains(key + "=")) {
      properties.setProperty(key, value);
    }
  }

  private static void setIfGiven(Properties properties, String key, @Nullable String value) {
    if (value != null) {
      properties.setProperty(key, value);
    }
  }

  @Override
  public void setUp(Connection connection, Dialect dialect) throws SQLException {
    dialect.setUp(connection, options.limits());
  }

  @Override
  public Duration mostWork() {
    return options.limits().work();
  }

  @Override
  public String secret() {
    String password = options.password();
    return password == null ? "" : password;
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    driver = null;
    drivers.forget();
  }
}
