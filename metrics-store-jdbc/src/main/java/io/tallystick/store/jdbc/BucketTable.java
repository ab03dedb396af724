package io.tallystick.store.jdbc;

import io.tallystick.MetricKind;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.Percentiles;
import io.tallystick.spi.SketchBytes;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;

/**
 * One granularity's table, and how a bucket's state lies in its columns.
 *
 * <p>A counter has its whole amounts in {@code count}, all amounts in {@code sum} as far as a
 * double goes, and in {@code weighted_sum} those with a fraction if there are any. Columns that a
 * kind has no use for are null.
 */
final class BucketTable {
  private static final String VALUES =
      "count, sum, min, max, last, last_at, weighted_sum, observed_ms, p50, p95, p99, sketch";

  /** Counting more takes longer than a database may take to answer. */
  private static final int MOST_COUNTED = 1_000_000;

  /** As many as there are parameters of a row. */
  static final int COLUMNS = 16;

  private final Granularity granularity;
  private final String name;

  BucketTable(Granularity granularity) {
    this.granularity = granularity;
    this.name = "metric_bucket_" + granularity.id();
  }

  Granularity granularity() {
    return granularity;
  }

  String name() {
    return name;
  }

  /**
   * Keeps a row unless one with the same or a higher version is there, or takes its place with the
   * next version.
   */
  Upsert upsert(Dialect dialect, boolean isReplacing) {
    Upsert upsert =
        Upsert.into(name, "bucket", "series_id", "writer").bind("bucket", dialect.start());
    upsert = upsert.set("version", "?", isReplacing ? "old.version + 1" : "new.version");
    for (String column : VALUES.split(", ")) {
      upsert = upsert.set(column);
    }
    return isReplacing ? upsert : upsert.when("new.version > old.version");
  }

  /**
   * Rows of some series in some buckets, step by step.
   *
   * @param withFolded whether those that no writer wrote, too
   */
  String select(Dialect dialect, boolean withFolded) {
    String from = withFolded ? name : "(SELECT * FROM " + name + " WHERE writer > 0)";
    String columns = dialect.step() + ", b.series_id, b.writer, b.version, " + VALUES;
    return dialect.eachStep(from, columns, granularity.width().toSeconds());
  }

  /** Some columns of such rows. */
  String each(Dialect dialect, String columns) {
    return dialect.eachStep(name, columns, granularity.width().toSeconds());
  }

  /** Removes the oldest rows of those that start before a time; how many went. */
  int removeOldest(Session session, Instant before, int most) throws SQLException {
    Dialect dialect = session.dialect();
    long[] firstKept = {before.getEpochSecond(), Long.MIN_VALUE, Integer.MIN_VALUE};
    session.query(
        row -> {
          for (int i = 0; i < firstKept.length; i++) {
            firstKept[i] = row.getLong(i + 1);
          }
        },
        "SELECT %s, series_id, writer FROM %s WHERE bucket < %s"
                .formatted(dialect.seconds("bucket"), name, dialect.start())
            + " ORDER BY bucket, series_id, writer LIMIT 1 OFFSET ?",
        before.getEpochSecond(),
        most);
    return session.update(
        "DELETE FROM %s WHERE bucket <= %s AND (bucket < %s OR series_id < ?"
                .formatted(name, dialect.start(), dialect.start())
            + " OR (series_id = ? AND writer < ?))",
        firstKept[0],
        firstKept[0],
        firstKept[1],
        firstKept[1],
        firstKept[2]);
  }

  /** How many rows start within a range of seconds, up to {@value #MOST_COUNTED}. */
  int countSome(Session session, long from, long to) throws SQLException {
    int[] count = {0};
    String start = session.dialect().start();
    session.query(
        row -> count[0] = row.getInt(1),
        "SELECT COUNT(*) FROM (SELECT 1 FROM %s WHERE bucket >= %s AND bucket < %s LIMIT %d) counted"
            .formatted(name, start, start, MOST_COUNTED),
        from,
        to);
    return count[0];
  }

  /** Binds every parameter, whatever was bound before. */
  static void bind(PreparedStatement statement, BucketRow row) throws SQLException {
    bind(statement, 0, row);
  }

  /** Binds every parameter behind so many others. */
  static void bind(PreparedStatement statement, int before, BucketRow row) throws SQLException {
    Bucket bucket = row.bucket();
    statement.setLong(before + 1, row.startSeconds());
    statement.setLong(before + 2, row.series());
    statement.setInt(before + 3, row.writer());
    statement.setLong(before + 4, bucket.version());
    if (bucket.state() instanceof CounterState counter) {
      bindCounter(statement, before, counter);
    } else if (bucket.state() instanceof GaugeState gauge) {
      bindGauge(statement, before, gauge);
    } else {
      bindHistogram(statement, before, (HistogramState) bucket.state());
    }
  }

  private static void bindCounter(PreparedStatement statement, int before, CounterState counter)
      throws SQLException {
    statement.setLong(before + 5, counter.whole());
    statement.setDouble(before + 6, counter.sum());
    bindNulls(statement, before + 7, before + 10);
    if (counter.fractional() == 0) {
      bindNulls(statement, before + 11, before + 11);
    } else {
      statement.setDouble(before + 11, counter.fractional());
    }
    bindNulls(statement, before + 12, before + 16);
  }

  private static void bindGauge(PreparedStatement statement, int before, GaugeState gauge)
      throws SQLException {
    bindNulls(statement, before + 5, before + 6);
    statement.setDouble(before + 7, gauge.min());
    statement.setDouble(before + 8, gauge.max());
    statement.setDouble(before + 9, gauge.last());
    statement.setLong(before + 10, gauge.lastAt().toEpochMilli());
    statement.setDouble(before + 11, gauge.weightedSum());
    statement.setLong(before + 12, gauge.observedMillis());
    bindNulls(statement, before + 13, before + 16);
  }

  private static void bindHistogram(
      PreparedStatement statement, int before, HistogramState histogram) throws SQLException {
    statement.setLong(before + 5, histogram.count());
    statement.setDouble(before + 6, histogram.sum());
    statement.setDouble(before + 7, histogram.min());
    statement.setDouble(before + 8, histogram.max());
    bindNulls(statement, before + 9, before + 12);
    statement.setDouble(before + 13, histogram.percentiles().p50());
    statement.setDouble(before + 14, histogram.percentiles().p95());
    statement.setDouble(before + 15, histogram.percentiles().p99());
    statement.setBytes(before + 16, histogram.sketch().toArray());
  }

  private static void bindNulls(PreparedStatement statement, int first, int last)
      throws SQLException {
    for (int i = first; i <= last; i++) {
      statement.setNull(i, Types.NULL);
    }
  }

  static Bucket read(ResultSet row, MetricKind kind) throws SQLException {
    return new Bucket(Instant.ofEpochSecond(row.getLong(1)), row.getLong(4), state(row, kind));
  }

  private static BucketState state(ResultSet row, MetricKind kind) throws SQLException {
    return switch (kind) {
      case COUNTER -> new CounterState(row.getLong(5), row.getDouble(11));
      case GAUGE ->
          new GaugeState(
              row.getDouble(9),
              Instant.ofEpochMilli(row.getLong(10)),
              row.getDouble(7),
              row.getDouble(8),
              row.getDouble(11),
              row.getLong(12));
      case HISTOGRAM ->
          new HistogramState(
              row.getLong(5),
              row.getDouble(6),
              row.getDouble(7),
              row.getDouble(8),
              new Percentiles(row.getDouble(13), row.getDouble(14), row.getDouble(15)),
              SketchBytes.copyOf(row.getBytes(16)));
    };
  }
}
