package io.tallystick.store.jdbc;

import io.tallystick.spi.Lease;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes points that are too old, metric by metric.
 *
 * <p>What says that minutes are shown by their points goes first, in transactions of its own: while
 * some points of a minute are gone already, its bucket stands for it.
 */
final class PointPurge {
  private PointPurge() {}

  static int remove(Sessions sessions, Lease lease, Instant before, int most) {
    int minutes = most;
    while (minutes == most) {
      minutes =
          sessions.write(
              "purge minutes of points", session -> removeMinutes(session, lease, before, most));
    }
    return sessions.write("purge points", session -> removePoints(session, lease, before, most));
  }

  private static int removeMinutes(Session session, Lease lease, Instant before, int most)
      throws SQLException {
    Fences.require(session, lease);
    return session.update(
        session.dialect().deleteOldest("metric_point_minute", "bucket, series_id", "bucket"),
        Seconds.ceiling(before),
        most);
  }

  private static int removePoints(Session session, Lease lease, Instant before, int most)
      throws SQLException {
    Fences.require(session, lease);
    int removed = 0;
    for (long name : namesWithOlder(session, before)) {
      if (removed < most) {
        removed += removePoints(session, name, before, most - removed);
      }
    }
    return removed;
  }

  private static List<Long> namesWithOlder(Session session, Instant before) throws SQLException {
    List<Long> names = new ArrayList<>();
    session.query(
        row -> names.add(row.getLong(1)),
        "SELECT n.id FROM metric_name n WHERE EXISTS"
            + " (SELECT 1 FROM metric_point p WHERE p.name_id = n.id AND p.at < ?) ORDER BY n.id",
        before.toEpochMilli());
    return names;
  }

  private static int removePoints(Session session, long name, Instant before, int most)
      throws SQLException {
    long[] firstKept = {before.toEpochMilli(), Long.MIN_VALUE};
    session.query(
        row -> {
          firstKept[0] = row.getLong(1);
          firstKept[1] = row.getLong(2);
        },
        "SELECT at, id FROM metric_point WHERE name_id = ? AND at < ?"
            + " ORDER BY at, id LIMIT 1 OFFSET ?",
        name,
        before.toEpochMilli(),
        most);
    return session.update(
        "DELETE FROM metric_point WHERE name_id = ? AND at <= ? AND (at < ? OR id < ?)",
        name,
        firstKept[0],
        firstKept[0],
        firstKept[1]);
  }
}
