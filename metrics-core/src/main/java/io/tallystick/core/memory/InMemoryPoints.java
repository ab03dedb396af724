package io.tallystick.core.memory;

import io.tallystick.spi.Lease;
import io.tallystick.spi.Point;
import io.tallystick.spi.PointBatch;
import io.tallystick.spi.PointCursor;
import io.tallystick.spi.PointStore;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Points in the heap. One monitor guards everything. */
final class InMemoryPoints implements PointStore {
  private static final int MOST_POINTS = 100_000;
  private static final int MOST_WRITERS = 10_000;

  private final Lifetime lifetime;
  private final Leases leases;
  private final TimedRecords<Point> points = new TimedRecords<>(MOST_POINTS, Point::at);

  /** The number of the last batch of each writer. */
  private final Map<WriterId, Long> through = new NewestWriters();

  InMemoryPoints(Lifetime lifetime, Leases leases) {
    this.lifetime = lifetime;
    this.leases = leases;
  }

  @Override
  public synchronized void createBatch(PointBatch batch) {
    lifetime.requireOpen();
    if (batch.number() > through.getOrDefault(batch.writer(), 0L)) {
      through.put(batch.writer(), batch.number());
      // under keys that nothing else has, for equal points are different ones
      batch.points().forEach(point -> points.put(new Object(), point));
    }
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
    through.clear();
  }

  /** Those that were asked for last: who was silent for so long repeats no batch any more. */
  @SuppressWarnings("serial") // never written
  private static final class NewestWriters extends LinkedHashMap<WriterId, Long> {
    NewestWriters() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<WriterId, Long> eldest) {
      return size() > MOST_WRITERS;
    }
  }

  private static final class Found extends ListCursor<Point> implements PointCursor {
    Found(Iterator<Point> found) {
      super(found);
    }
  }
}
