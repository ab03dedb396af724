package io.tallystick.store.jdbc;

import io.tallystick.spi.Lease;
import io.tallystick.spi.Point;
import io.tallystick.spi.PointCursor;
import io.tallystick.spi.PointStore;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.TimeRange;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Raw samples in a table. */
final class SqlPoints implements PointStore {
  private final Sessions sessions;
  private final Clock clock;
  private final SeriesIds ids;
  private final SeriesRows rows;

  SqlPoints(Sessions sessions, Clock clock, SeriesIds ids, SeriesRows rows) {
    this.sessions = sessions;
    this.clock = clock;
    this.ids = ids;
    this.rows = rows;
  }

  @Override
  public void createBatch(List<Point> points) {
    if (points.size() > MAX_BATCH) {
      throw new IllegalArgumentException(
          "A batch has %d points: create at most %d at once.".formatted(points.size(), MAX_BATCH));
    }
    List<Point> kept = List.copyOf(points);
    sessions.write("keep points", session -> create(session, kept));
  }

  private int create(Session session, List<Point> points) throws SQLException {
    if (!points.isEmpty()) {
      List<SeriesKey> series = points.stream().map(Point::series).toList();
      long[] seriesIds = ids.of(session, series, clock.instant().getEpochSecond());
      insert(session, points, seriesIds);
      PointMinutes.of(points, seriesIds).write(session);
    }
    return points.size();
  }

  private void insert(Session session, List<Point> points, long[] seriesIds) throws SQLException {
    long firstId = firstId(session, points.size());
    long now = clock.millis();
    PreparedStatement insert =
        session.statement(
            "INSERT INTO metric_point (name_id, at, id, series_id, value, share, created)"
                + " SELECT name_id, ?, ?, id, ?, ?, ? FROM metric_series WHERE id = ?");
    for (int i = 0; i < seriesIds.length; i++) {
      Point point = points.get(i);
      insert.setLong(1, point.at().toEpochMilli());
      insert.setLong(2, firstId + i);
      insert.setDouble(3, point.value());
      insert.setDouble(4, point.share());
      insert.setLong(5, now);
      insert.setLong(6, seriesIds[i]);
      insert.addBatch();
    }
    insert.executeBatch();
  }

  /** Takes so many numbers, which nobody else gets. */
  private static long firstId(Session session, int count) throws SQLException {
    session.update("UPDATE metric_store SET next_point = next_point + ?", count);
    long[] next = {0};
    session.query(row -> next[0] = row.getLong(1), "SELECT next_point FROM metric_store");
    return next[0] - count;
  }

  @Override
  public PointCursor find(String name, Instant from, Instant to) {
    sessions.requireOpen("find points");
    return new Found(new PointPages(sessions, rows, name, new TimeRange(from, to)));
  }

  private static final class Found extends Pages<Point> implements PointCursor {
    Found(Supplier<Optional<List<Point>>> pages) {
      super(pages);
    }
  }

  @Override
  public int purge(Lease lease, Instant before, int most) {
    int removed = PointPurge.remove(sessions, lease, before, most);
    if (removed > 0) {
      sessions.tidy();
    }
    return removed;
  }
}
