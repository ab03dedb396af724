package io.tallystick.store.jdbc;

import io.tallystick.spi.Point;
import io.tallystick.spi.TimeRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The points of a metric in the order of their times, each page from where the last one ended. */
final class PointPages implements Supplier<Optional<List<Point>>> {
  static final int POINTS_A_PAGE = 5_000;

  private static final String SELECT =
      "SELECT "
          + SeriesRows.COLUMNS
          + ", p.at, p.id, p.%s, p.share FROM metric_name n"
          + " JOIN metric_point p ON p.name_id = n.id JOIN metric_series s ON s.id = p.series_id"
          + " WHERE n.name = ? AND p.at >= ? AND (p.at > ? OR p.id > ?) AND p.at < ?"
          + " ORDER BY p.at, p.id LIMIT ?";

  private final Sessions sessions;
  private final SeriesRows series;
  private final String name;
  private final long toMillis;
  private long lastMillis;
  private long lastId;
  private boolean isAtEnd;

  PointPages(Sessions sessions, SeriesRows series, String name, TimeRange range) {
    this.sessions = sessions;
    this.series = series;
    this.name = name;
    this.lastMillis = range.from().toEpochMilli();
    this.toMillis = range.to().toEpochMilli();
  }

  @Override
  public Optional<List<Point>> get() {
    return isAtEnd ? Optional.empty() : Optional.of(sessions.read("read points", this::page));
  }

  private List<Point> page(Session session) throws SQLException {
    List<Point> page = new ArrayList<>();
    session.query(
        row -> page.add(point(row)),
        SELECT.formatted(session.dialect().word("value")),
        name,
        lastMillis,
        lastMillis,
        lastId,
        toMillis,
        POINTS_A_PAGE);
    isAtEnd = page.size() < POINTS_A_PAGE;
    return page;
  }

  private Point point(ResultSet row) throws SQLException {
    lastMillis = row.getLong(8);
    lastId = row.getLong(9);
    return new Point(
        series.key(row), Instant.ofEpochMilli(lastMillis), row.getDouble(10), row.getDouble(11));
  }
}
