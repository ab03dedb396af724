package io.tallystick.store.jdbc;

import static java.util.Objects.requireNonNull;

import io.tallystick.spi.Lease;
import io.tallystick.spi.Point;
import io.tallystick.spi.PointBatch;
import io.tallystick.spi.PointCursor;
import io.tallystick.spi.PointStore;
import io.tallystick.spi.TimeRange;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Raw samples in a table. */
final class SqlPoints implements PointStore {
  private final Sessions sessions;
  private final Clock clock;
  private final SeriesIds ids;
  private final SeriesRows rows;
  private final Writers writers;

  SqlPoints(Sessions sessions, Clock clock, SeriesIds ids, SeriesRows rows, Writers writers) {
    this.sessions = sessions;
    this.clock = clock;
    this.ids = ids;
    this.rows = rows;
    this.writers = writers;
  }

  @Override
  public void createBatch(PointBatch batch) {
    sessions.write("keep points", session -> createIfNew(session, batch));
  }

  /** Whether the batch was not there yet. */
  private boolean createIfNew(Session session, PointBatch batch) throws SQLException {
    List<Point> points = batch.points();
    // These commit what they make, so they come before anything that must be kept together.
    long[] seriesIds =
        ids.of(
            session, points.stream().map(Point::series).toList(), clock.instant().getEpochSecond());
    int writer = writers.number(session, batch.writer(), clock.millis());
    boolean isNew = moveOn(session, writer, batch.number());
    if (isNew && !points.isEmpty()) {
      insert(session, points, seriesIds);
      PointMinutes.of(points, seriesIds).write(session);
    }
    return isNew;
  }

  /** Notes the last batch of a writer; whether it is a later one than before. */
  private boolean moveOn(Session session, int writer, long number) throws SQLException {
    int moved =
        session.update(
            "UPDATE metric_writer SET points_through = ?, last_seen = ?"
                + " WHERE id = ? AND points_through < ?",
            number,
            clock.millis(),
            writer,
            number);
    return moved == 1;
  }

  private void insert(Session session, List<Point> points, long[] seriesIds) throws SQLException {
    long firstId = StoreRow.takePoints(session, points.size());
    long now = clock.millis();
    Map<String, Integer> names = names(session, points);
    PreparedStatement insert =
        session.statement(
            "INSERT INTO metric_point (name_id, at, id, series_id, %s, share, created) VALUES (?, ?, ?, ?, ?, ?, ?)"
                .formatted(session.dialect().word("value")));
    for (int i = 0; i < seriesIds.length; i++) {
      Point point = points.get(i);
      insert.setInt(1, requireNonNull(names.get(point.series().name())));
      insert.setLong(2, point.at().toEpochMilli());
      insert.setLong(3, firstId + i);
      insert.setLong(4, seriesIds[i]);
      insert.setDouble(5, point.value());
      insert.setDouble(6, point.share());
      insert.setLong(7, now);
      insert.addBatch();
    }
    insert.executeBatch();
  }

  /** The numbers of the metrics' names, which are there since their series have numbers. */
  private static Map<String, Integer> names(Session session, List<Point> points)
      throws SQLException {
    Map<String, Integer> names = new HashMap<>();
    for (Point point : points) {
      String name = point.series().name();
      if (!names.containsKey(name)) {
        names.put(name, requireNonNull(MetricName.find(session, name)).id());
      }
    }
    return names;
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
