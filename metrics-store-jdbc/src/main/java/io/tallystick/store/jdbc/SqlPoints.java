package io.tallystick.store.jdbc;

import io.tallystick.spi.Lease;
import io.tallystick.spi.Point;
import io.tallystick.spi.PointCursor;
import io.tallystick.spi.PointStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

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
    throw new UnsupportedOperationException(
        "" + (sessions == null || clock == null || ids == null || rows == null));
  }

  @Override
  public PointCursor find(String name, Instant from, Instant to) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int purge(Lease lease, Instant before, int most) {
    throw new UnsupportedOperationException();
  }
}
