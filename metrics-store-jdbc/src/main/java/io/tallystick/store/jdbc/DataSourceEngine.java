package io.tallystick.store.jdbc;

import static java.util.Objects.requireNonNull;

import io.tallystick.spi.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database behind the application's {@link DataSource}. Which kind it is shows when the first
 * connection opens. It is the application's: it is neither moved aside nor tidied.
 */
final class DataSourceEngine implements Engine {
  private static final Map<String, Dialect> DIALECTS = Map.of("SQLite", new SqliteDialect());

  private final DataSource source;
  private volatile @Nullable Dialect dialect;

  DataSourceEngine(DataSource source) {
    this.source = source;
  }

  @Override
  public Connection connect(boolean isForWriting) throws SQLException {
    Connection connection = take();
    try {
      dialect = dialectOf(String.valueOf(connection.getMetaData().getDatabaseProductName()));
      return connection;
    } catch (SQLException | RuntimeException e) {
      try (connection) {
        throw e;
      }
    }
  }

  /** Pools answer with exceptions of their own when they cannot begin. */
  private Connection take() throws SQLException {
    try {
      return requireNonNull(source.getConnection(), "the DataSource returned null");
    } catch (SQLException | RuntimeException e) {
      throw new SQLTransientConnectionException(e.getMessage(), Trouble.NO_CONNECTION, e);
    }
  }

  /** Nothing is wrong with what was to be kept, so a refusal is one that a retry may help. */
  private static Dialect dialectOf(String product) {
    Dialect known = DIALECTS.get(product);
    if (known == null) {
      throw StorageException.temporary(
          "Cannot keep history in %s: of the databases behind a DataSource only %s is known; pass the DataSource of such a one, or write a StorageBackend for %s."
              .formatted(product, String.join(", ", DIALECTS.keySet()), product),
          null);
    }
    return known;
  }

  private Dialect dialect() {
    return requireNonNull(dialect, "no connection was opened yet");
  }

  @Override
  public Map<String, String> words() {
    return dialect().words();
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
  public boolean hasMoved() {
    return false;
  }

  @Override
  public StorageException failure(String doing, SQLException failure) {
    return trouble(failure).failure(doing, failure);
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
    // when and how room is given back is for the application to decide
  }

  @Override
  public OptionalLong sizeBytes(Connection reading) throws SQLException {
    return dialect().sizeBytes(reading);
  }
}
