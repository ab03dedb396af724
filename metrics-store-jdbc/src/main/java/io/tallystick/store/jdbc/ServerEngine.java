package io.tallystick.store.jdbc;

import static java.util.Objects.requireNonNull;

import io.tallystick.spi.StorageException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A database that others use too. Which kind it is shows when the first connection opens. It is
 * neither moved aside nor tidied.
 */
final class ServerEngine implements Engine {
  private final Connections connections;
  private volatile @Nullable Dialect dialect;

  ServerEngine(Connections connections) {
    this.connections = connections;
  }

  @Override
  public Connection connect(boolean isForWriting) throws SQLException {
    Connection connection = connections.open();
    try {
      Dialect known = dialect;
      if (known == null) {
        known = dialectOf(connection.getMetaData());
        dialect = known;
      }
      connections.setUp(connection, known);
      return connection;
    } catch (SQLException | RuntimeException e) {
      try (connection) {
        throw e;
      }
    }
  }

  /** Nothing is wrong with what was to be kept, so a refusal is one that a retry may help. */
  private static Dialect dialectOf(DatabaseMetaData database) throws SQLException {
    String product = String.valueOf(database.getDatabaseProductName());
    return switch (product) {
      case "PostgreSQL" -> new PostgresDialect();
      case "MariaDB" -> new MySqlDialect(true);
      case "MySQL" ->
          new MySqlDialect(
              String.valueOf(database.getDatabaseProductVersion()).contains("MariaDB"));
      case "H2" -> new H2Dialect();
      case "SQLite" -> Dialect.sqlite();
      default ->
          throw StorageException.temporary(
              "Cannot keep history in %s: the databases that are known are PostgreSQL, MariaDB, MySQL, H2 and SQLite; use one of these, or write a StorageBackend for %s."
                  .formatted(product, product),
              null);
    };
  }

  @Override
  public Dialect dialect() {
    return requireNonNull(dialect, "no connection was opened yet");
  }

  @Override
  public void begin(Connection writing) throws SQLException {
    dialect().begin(writing);
  }

  @Override
  public void keep(Connection writing) throws SQLException {
    dialect().keep(writing);
  }

  @Override
  public void undo(Connection writing) throws SQLException {
    dialect().undo(writing);
  }

  @Override
  public boolean isCollision(SQLException failure) {
    return trouble(failure) == Trouble.COLLISION;
  }

  @Override
  public boolean isLostTable(SQLException failure) {
    return trouble(failure) == Trouble.TABLES;
  }

  @Override
  public Duration mostWork() {
    return connections.mostWork();
  }

  @Override
  public boolean hasMoved() {
    return false;
  }

  @Override
  public StorageException failure(String doing, SQLException failure) {
    return trouble(failure).failure(doing, failure, connections.secret());
  }

  private Trouble trouble(SQLException failure) {
    Dialect known = dialect;
    for (Throwable each : failure) {
      if (each instanceof SQLException one) {
        Trouble trouble = known == null ? Trouble.byState(one) : known.trouble(one);
        if (trouble != Trouble.OTHER) {
          return trouble;
        }
      }
    }
    return Trouble.OTHER;
  }

  @Override
  public boolean isDamage(SQLException failure) {
    return false;
  }

  @Override
  public boolean setAside(SQLException damage) {
    return false;
  }

  @Override
  public void tidy(Connection writing) {
    // when and how room is given back is for whoever runs the database to decide
  }

  @Override
  public OptionalLong sizeBytes(Connection reading) throws SQLException {
    return dialect().sizeBytes(reading);
  }

  @Override
  public void close() {
    connections.close();
  }
}
