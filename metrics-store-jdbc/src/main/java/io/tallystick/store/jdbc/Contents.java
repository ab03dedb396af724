package io.tallystick.store.jdbc;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.Point;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the tables of a store hold and its doors do not show, for whoever copies it. */
final class Contents {
  private static final String POINTS =
      "SELECT "
          + SeriesRows.COLUMNS
          + ", p.id, p.at, p.%s, p.share FROM metric_point p"
          + " JOIN metric_series s ON s.id = p.series_id JOIN metric_name n ON n.id = s.name_id"
          + " WHERE p.id >= ? AND p.id < ? ORDER BY p.id";

  private final Sessions sessions;
  private final SeriesRows series;

  Contents(Sessions sessions, SeriesRows series) {
    this.sessions = sessions;
    this.series = series;
  }

  /** A point and its number, which is greater than those of all points that were kept before. */
  record Numbered(long number, Point point) {}

  /** Everybody who ever wrote. */
  Set<WriterId> writers() {
    return sessions.read(
        "find who wrote",
        session -> {
          Set<WriterId> found = new HashSet<>();
          session.query(
              row -> found.add(WriterId.parse(row.getString(1))),
              "SELECT incarnation FROM metric_writer");
          return found;
        });
  }

  /** When anybody wrote last, in ms. */
  long lastWritten() {
    return number("find when somebody wrote", "SELECT MAX(last_seen) FROM metric_writer");
  }

  /** How many series there are. */
  long series() {
    return number("count series", "SELECT COUNT(*) FROM metric_series");
  }

  /** How many buckets start within a range, whatever they say. */
  long count(Granularity granularity, TimeRange range) {
    return sessions.read(
        "count buckets",
        session -> {
          String start = session.dialect().start();
          return number(
              session,
              "SELECT COUNT(*) FROM metric_bucket_%s WHERE bucket >= %s AND bucket < %s"
                  .formatted(granularity.id(), start, start),
              Seconds.ceiling(range.from()),
              Seconds.ceiling(range.to()));
        });
  }

  /** The number of the last batch of points that was kept of a writer; 0 if none was. */
  long pointsThrough(WriterId writer) {
    return number(
        "find the last batch of points",
        "SELECT MAX(points_through) FROM metric_writer WHERE incarnation = ?",
        writer.toString());
  }

  /** From the first to behind the last number of the points behind a number. */
  Optional<IdRange> pointsBehind(long number) {
    return sessions.read(
        "find new points",
        session -> {
          List<IdRange> found = new ArrayList<>();
          session.query(
              row -> {
                long first = row.getLong(1);
                if (!row.wasNull()) {
                  found.add(new IdRange(first, row.getLong(2) + 1));
                }
              },
              "SELECT MIN(id), MAX(id) FROM metric_point WHERE id > ?",
              number);
          return found.stream().findFirst();
        });
  }

  /** The points of some numbers, in their order. */
  List<Numbered> points(IdRange numbers) {
    return sessions.read(
        "read points",
        session -> {
          List<Numbered> found = new ArrayList<>();
          session.query(
              row -> {
                long number = row.getLong(8);
                DamagedRows.read(() -> point(row))
                    .ifPresent(point -> found.add(new Numbered(number, point)));
              },
              POINTS.formatted(session.dialect().word("value")),
              numbers.from(),
              numbers.end());
          return found;
        });
  }

  private Point point(ResultSet row) throws SQLException {
    return new Point(
        series.key(row),
        Instant.ofEpochMilli(row.getLong(9)),
        row.getDouble(10),
        row.getDouble(11));
  }

  /** The metrics of which there are points, and the range of their times. */
  Map<String, TimeRange> pointRanges() {
    return sessions.read(
        "find points",
        session -> {
          Map<String, TimeRange> found = new TreeMap<>();
          session.query(
              row ->
                  found.put(
                      row.getString(1),
                      new TimeRange(
                          Instant.ofEpochMilli(row.getLong(2)),
                          Instant.ofEpochMilli(row.getLong(3) + 1))),
              "SELECT n.name, MIN(p.at), MAX(p.at) FROM metric_point p"
                  + " JOIN metric_name n ON n.id = p.name_id GROUP BY n.name");
          return found;
        });
  }

  private long number(String doing, String sql, Object... values) {
    return sessions.read(doing, session -> number(session, sql, values));
  }

  private static long number(Session session, String sql, Object... values) throws SQLException {
    long[] found = {0};
    session.query(row -> found[0] = row.getLong(1), sql, values);
    return found[0];
  }
}
