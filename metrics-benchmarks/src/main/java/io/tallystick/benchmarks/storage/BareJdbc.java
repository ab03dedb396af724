package io.tallystick.benchmarks.storage;

import io.tallystick.spi.Batch;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.TimeRange;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sqlite.SQLiteConfig;

/**
 * The floor: the same rows in a table of the same shape, through one prepared statement and one
 * transaction a batch, by somebody who needs nothing else.
 */
final class BareJdbc implements AutoCloseable {
  private static final String COLUMNS =
      "bucket, series_id, writer, version, count, sum, min, max, last, last_at, weighted_sum,"
          + " observed_ms, p50, p95, p99, sketch";

  private final Connection connection;
  private final Map<SeriesKey, Integer> ids = new HashMap<>();
  private final PreparedStatement upsert;

  BareJdbc(Path file, List<SeriesKey> series) throws SQLException {
    for (SeriesKey key : series) {
      ids.put(key, ids.size() + 1);
    }
    connection = connect(file);
    for (Granularity granularity : Granularity.values()) {
      makeTable(table(granularity));
    }
    connection.setAutoCommit(false);
    upsert = connection.prepareStatement(upsertInto(table(Granularity.MINUTE)));
  }

  private static String table(Granularity granularity) {
    return "bucket_" + granularity.id();
  }

  private static Connection connect(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      for (String pragma :
          List.of(
              "page_size=4096",
              "auto_vacuum=2",
              "journal_mode=WAL",
              "synchronous=NORMAL",
              "busy_timeout=5000",
              "cache_size=-16000")) {
        statement.execute("PRAGMA " + pragma);
      }
    }
    return connection;
  }

  private void makeTable(String name) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE "
              + name
              + " (bucket INTEGER NOT NULL, series_id INTEGER NOT NULL, writer INTEGER NOT NULL,"
              + " version INTEGER NOT NULL, count INTEGER, sum REAL, min REAL, max REAL, last REAL,"
              + " last_at INTEGER, weighted_sum REAL, observed_ms INTEGER, p50 REAL, p95 REAL,"
              + " p99 REAL, sketch BLOB, PRIMARY KEY (bucket, series_id, writer)) WITHOUT ROWID");
    }
  }

  private static String upsertInto(String table) {
    StringBuilder sql =
        new StringBuilder("INSERT INTO " + table + " (" + COLUMNS + ") VALUES (?")
            .append(", ?".repeat(15))
            .append(") ON CONFLICT (bucket, series_id, writer) DO UPDATE SET ");
    for (String column : COLUMNS.split(", ")) {
      sql.append(sql.toString().endsWith("SET ") ? "" : ", ")
          .append(column)
          .append(" = excluded.")
          .append(column);
    }
    return sql.append(" WHERE excluded.version > ").append(table).append(".version").toString();
  }

  void write(Batch batch) {
    try {
      for (OwnedBucket owned : batch.buckets()) {
        bind(owned);
        upsert.addBatch();
      }
      upsert.executeBatch();
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void bind(OwnedBucket owned) throws SQLException {
    upsert.clearParameters();
    upsert.setLong(1, owned.bucket().start().getEpochSecond());
    upsert.setLong(2, Objects.requireNonNull(ids.get(owned.series())));
    upsert.setInt(3, 1);
    upsert.setLong(4, owned.bucket().version());
    if (owned.bucket().state() instanceof CounterState counter) {
      upsert.setLong(5, counter.whole());
      upsert.setDouble(6, counter.sum());
    } else if (owned.bucket().state() instanceof HistogramState histogram) {
      upsert.setLong(5, histogram.count());
      upsert.setDouble(6, histogram.sum());
      upsert.setDouble(7, histogram.min());
      upsert.setDouble(8, histogram.max());
      upsert.setDouble(13, histogram.percentiles().p50());
      upsert.setDouble(14, histogram.percentiles().p95());
      upsert.setDouble(15, histogram.percentiles().p99());
      upsert.setBytes(16, histogram.sketch().toArray());
    }
  }

  /**
   * Reads the finer rows of a window, and writes one for each series: the last one that it read.
   */
  void fold(Granularity target, TimeRange window) {
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT %s FROM %s WHERE bucket >= ? AND bucket < ?"
                    .formatted(COLUMNS, table(target.finer().orElseThrow())));
        PreparedStatement insert = connection.prepareStatement(upsertInto(table(target)))) {
      select.setLong(1, window.from().getEpochSecond());
      select.setLong(2, window.to().getEpochSecond());
      Map<Long, Object[]> last = new HashMap<>();
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          last.put(found.getLong(2), row(found));
        }
      }
      for (Object[] row : last.values()) {
        row[0] = window.from().getEpochSecond();
        for (int i = 0; i < row.length; i++) {
          insert.setObject(i + 1, row[i]);
        }
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object[] row(ResultSet found) throws SQLException {
    Object[] row = new Object[16];
    for (int i = 0; i < row.length; i++) {
      row[i] = found.getObject(i + 1);
    }
    return row;
  }

  /** Removes rows that start before a time, so many at most, and their room; how many went. */
  int purge(Instant before, int most) {
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT bucket, series_id FROM bucket_1m WHERE bucket < ?"
                    + " ORDER BY bucket, series_id LIMIT 1 OFFSET ?");
        PreparedStatement delete =
            connection.prepareStatement(
                "DELETE FROM bucket_1m WHERE (bucket, series_id) < (?, ?)")) {
      select.setLong(1, before.getEpochSecond());
      select.setInt(2, most);
      delete.setLong(1, before.getEpochSecond());
      delete.setLong(2, 0);
      try (ResultSet found = select.executeQuery()) {
        if (found.next()) {
          delete.setLong(1, found.getLong(1));
          delete.setLong(2, found.getLong(2));
        }
      }
      int removed = delete.executeUpdate();
      connection.commit();
      giveRoomBack();
      return removed;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void giveRoomBack() throws SQLException {
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("PRAGMA incremental_vacuum(1000)");
    }
    connection.setAutoCommit(false);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
