package io.tallystick.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;

/**
 * SQLite.
 *
 * <p>On connections of the application's, whose pragmas stay what they are, transactions are begun
 * in SQL: {@code setAutoCommit(false)} makes one that takes the lock with its first write, and when
 * it has read before and someone else wrote meanwhile, SQLite refuses that write at once, however
 * long the connection may wait for locks.
 */
final class SqliteDialect extends Dialect {
  /** The low byte of a code says what kind of failure it is, the others which one. */
  private static final int KIND = 0xff;

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("view", "sqlite"),
          Map.entry("key", "TEXT"),
          Map.entry("text", "TEXT"),
          Map.entry("long", "INTEGER"),
          Map.entry("double", "REAL"),
          Map.entry("bytes", "BLOB"),
          Map.entry("hash", "BLOB"),
          Map.entry("start", "INTEGER"),
          Map.entry("time", "INTEGER"),
          Map.entry("value", "value"),
          Map.entry("clustered", " WITHOUT ROWID"),
          Map.entry("by_day", " WITHOUT ROWID"),
          Map.entry("by_month", " WITHOUT ROWID"));

  @Override
  Map<String, String> words() {
    return WORDS;
  }

  @Override
  String countTables() {
    return "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = ?";
  }

  @Override
  String upsert(Upsert upsert) {
    return OnConflict.upsert(upsert);
  }

  /** Whoever writes is alone. */
  @Override
  String forUpdate() {
    return "";
  }

  @Override
  String eachStep(String table, String columns, long widthSeconds) {
    return ("WITH RECURSIVE step (at) AS (SELECT ? UNION ALL SELECT at + %d FROM step"
            + " WHERE at + %d < ?) SELECT %s FROM step CROSS JOIN %s b"
            + " WHERE b.bucket = step.at AND b.series_id >= ? AND b.series_id < ?")
        .formatted(widthSeconds, widthSeconds, columns, table);
  }

  /** The machine's, for the file lies on it. */
  @Override
  Instant now(Session session, Clock clock) {
    return millis(clock);
  }

  @Override
  String nowMillis() {
    return "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
  }

  @Override
  boolean isRemote() {
    return false;
  }

  @Override
  void begin(Connection writing) throws SQLException {
    run(writing, "BEGIN IMMEDIATE");
  }

  @Override
  void keep(Connection writing) throws SQLException {
    run(writing, "COMMIT");
  }

  @Override
  void undo(Connection writing) throws SQLException {
    run(writing, "ROLLBACK");
  }

  /** Free pages do not count: the file keeps them, and a purge must be seen to help. */
  @Override
  OptionalLong sizeBytes(Connection reading) throws SQLException {
    return number(
        reading,
        "SELECT (page_count - freelist_count) * page_size"
            + " FROM pragma_page_count, pragma_freelist_count, pragma_page_size");
  }

  @Override
  Trouble trouble(SQLException failure) {
    return switch (failure.getErrorCode() & KIND) {
      case 5, 6 -> Trouble.LOCK;
      case 8 -> Trouble.READ_ONLY;
      case 13 -> Trouble.FULL;
      case 18, 19, 20, 25 -> Trouble.VALUE;
      default -> Trouble.byState(failure);
    };
  }
}
