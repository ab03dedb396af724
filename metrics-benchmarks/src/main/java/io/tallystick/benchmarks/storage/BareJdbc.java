package io.tallystick.benchmarks.storage;

import io.tallystick.spi.Batch;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.TimeRange;
import io.tallystick.store.jdbc.servers.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * The floor: the same rows in a table of the same shape, through one prepared statement and one
 * transaction a batch, by somebody who needs nothing else.
 */
final class BareJdbc implements Floor {
  private static final String COLUMNS =
      "bucket, series_id, writer, version, count, sum, min, max, last, last_at, weighted_sum,"
          + " observed_ms, p50, p95, p99, sketch";

  private static final int COLUMN_COUNT = 16;

  private static final String SQLITE_TABLE =
      "CREATE TABLE %s (bucket INTEGER NOT NULL, series_id INTEGER NOT NULL,"
          + " writer INTEGER NOT NULL, version INTEGER NOT NULL, count INTEGER, sum REAL, min REAL,"
          + " max REAL, last REAL, last_at INTEGER, weighted_sum REAL, observed_ms INTEGER,"
          + " p50 REAL, p95 REAL, p99 REAL, sketch BLOB,"
          + " PRIMARY KEY (bucket, series_id, writer)) WITHOUT ROWID";

  private static final String POSTGRES_TABLE =
      "CREATE TABLE %s (bucket BIGINT NOT NULL, series_id BIGINT NOT NULL,"
          + " writer INTEGER NOT NULL, version BIGINT NOT NULL, count BIGINT, sum FLOAT8,"
          + " min FLOAT8, max FLOAT8, last FLOAT8, last_at BIGINT, weighted_sum FLOAT8,"
          + " observed_ms BIGINT, p50 FLOAT8, p95 FLOAT8, p99 FLOAT8, sketch BYTEA,"
          + " PRIMARY KEY (bucket, series_id, writer)) WITH (fillfactor = 50)";

  private final Connection connection;
  private final @Nullable String tidying;
  private final Map<SeriesKey, Integer> ids = new HashMap<>();
  private final PreparedStatement upsert;

  private BareJdbc(
      Connection connection, String table, @Nullable String tidying, List<SeriesKey> series)
      throws SQLException {
    for (SeriesKey key : series) {
      ids.put(key, ids.size() + 1);
    }
    this.connection = connection;
    this.tidying = tidying;
    for (Granularity granularity : Granularity.values()) {
      run(table.formatted(table(granularity)));
    }
    connection.setAutoCommit(false);
    upsert = connection.prepareStatement(upsertInto(table(Granularity.MINUTE)));
  }

  static Floor inSqlite(Path file, List<SeriesKey> series) {
    try {
      return new BareJdbc(connect(file), SQLITE_TABLE, "PRAGMA incremental_vacuum(1000)", series);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static Floor inPostgres(String url, PostgresServer server, List<SeriesKey> series) {
    try {
      Connection connection = server.connect(url + "&reWriteBatchedInserts=true");
      return new BareJdbc(connection, POSTGRES_TABLE, null, series);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
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

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
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

  @Override
  public void write(Batch batch) {
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
    for (int i = 5; i <= COLUMN_COUNT; i++) {
      upsert.setNull(i, Types.NULL);
    }
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
  @Override
  public void fold(Granularity target, TimeRange window) {
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

  @Override
  public int purge(Instant before, int most) {
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
    if (tidying != null) {
      connection.setAutoCommit(true);
      run(tidying);
      connection.setAutoCommit(false);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
