package io.tallystick.store.jdbc;

import io.tallystick.spi.StorageException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.OptionalLong;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.TransactionMode;

/** The common part on an SQLite file without any care for the file. */
final class PlainSqlite implements Engine {
  private final Path file;

  PlainSqlite(Path file) {
    this.file = file;
  }

  @Override
  public Map<String, String> words() {
    return Map.of(
        "dialect", "sqlite",
        "text", "TEXT",
        "long", "INTEGER",
        "double", "REAL",
        "bytes", "BLOB",
        "hash", "BLOB",
        "clustered", " WITHOUT ROWID");
  }

  @Override
  public Connection connect(boolean isForWriting) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setTransactionMode(isForWriting ? TransactionMode.IMMEDIATE : TransactionMode.DEFERRED);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setBusyTimeout(5_000);
    config.setCacheSize(-16_000);
    return config.createConnection("jdbc:sqlite:" + file);
  }

  @Override
  public boolean hasMoved() {
    return false;
  }

  @Override
  public StorageException failure(String doing, SQLException failure) {
    return StorageException.temporary("Could not %s: %s".formatted(doing, failure), failure);
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
    // nothing to give back
  }

  @Override
  public OptionalLong sizeBytes(Connection reading) throws SQLException {
    try (Statement statement = reading.createStatement();
        ResultSet pages = statement.executeQuery("PRAGMA page_count")) {
      return OptionalLong.of(4_096 * pages.getLong(1));
    }
  }
}
