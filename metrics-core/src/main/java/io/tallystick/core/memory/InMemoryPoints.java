package io.tallystick.core.memory;

import io.tallystick.spi.Lease;
import io.tallystick.spi.Point;
import io.tallystick.spi.PointCursor;
import io.tallystick.spi.PointStore;
import io.tallystick.spi.TimeRange;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;

/** Points in the heap. One monitor guards everything. */
final class InMemoryPoints implements PointStore {
  private static final int MOST_POINTS = 100_000;

  private final Lifetime lifetime;
  private final Leases leases;
  private final TimedRecords<Point> points = new TimedRecords<>(MOST_POINTS, Point::at);

  InMemoryPoints(Lifetime lifetime, Leases leases) {
    this.lifetime = lifetime;
    this.leases = leases;
  }

  @Override
  public synchronized void createBatch(List<Point> batch) {
    lifetime.requireOpen();
    if (batch.size() > MAX_BATCH) {
      throw new IllegalArgumentException(
          "A batch has %d points: create at most %d at once.".formatted(batch.size(), MAX_BATCH));
    }
    // under keys that nothing else has, for equal points are different ones
    List.copyOf(batch).forEach(point -> points.put(new Object(), point));
  }

  @Override
  public synchronized PointCursor find(String name, Instant from, Instant to) {
    lifetime.requireOpen();
    List<Point> found =
        points
            .within(new TimeRange(from, to))
            .filter(point -> point.series().name().equals(name))
            .toList();
    return new Found(found.iterator());
  }

  @Override
  public int purge(Lease lease, Instant before, int most) {
    return leases.under(lease, () -> removeBefore(before, most));
  }

  private synchronized int removeBefore(Instant before, int most) {
    lifetime.requireOpen();
    return points.removeBefore(before, most);
  }

  synchronized long givenUp() {
    return points.givenUp();
  }

  synchronized void forget() {
    points.clear();
  }

  private static final class Found extends ListCursor<Point> implements PointCursor {
    Found(Iterator<Point> found) {
      super(found);
    }
  }
}
