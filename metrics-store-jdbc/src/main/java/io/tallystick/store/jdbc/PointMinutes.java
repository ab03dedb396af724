package io.tallystick.store.jdbc;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.Point;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The minutes into which a batch of points falls, and the least share of each: the view shows a
 * minute by its points only where every one is kept.
 */
final class PointMinutes {
  private static final Upsert LEAST_SHARE =
      Upsert.into("metric_point_minute", "bucket", "series_id")
          .set("share")
          .when("new.share < old.share");

  private final Map<Minute, Double> leastShares = new TreeMap<>();

  private PointMinutes() {}

  static PointMinutes of(List<Point> points, long[] seriesIds) {
    PointMinutes minutes = new PointMinutes();
    for (int i = 0; i < seriesIds.length; i++) {
      minutes.add(points.get(i), seriesIds[i]);
    }
    return minutes;
  }

  private void add(Point point, long series) {
    long start = Granularity.MINUTE.bucketStart(point.at()).getEpochSecond();
    leastShares.merge(new Minute(start, series), point.share(), Math::min);
  }

  void write(Session session) throws SQLException {
    PreparedStatement upsert = session.statement(session.dialect().upsert(LEAST_SHARE));
    for (Map.Entry<Minute, Double> each : leastShares.entrySet()) {
      upsert.setLong(1, each.getKey().startSeconds());
      upsert.setLong(2, each.getKey().series());
      upsert.setDouble(3, each.getValue());
      upsert.addBatch();
    }
    upsert.executeBatch();
  }

  /** In one order for all transactions, so that two that write the same never wait in a circle. */
  private record Minute(long startSeconds, long series) implements Comparable<Minute> {
    @Override
    public int compareTo(Minute other) {
      int byStart = Long.compare(startSeconds, other.startSeconds);
      return byStart != 0 ? byStart : Long.compare(series, other.series);
    }
  }
}
