package io.tallystick.core.memory;

import io.tallystick.spi.Lease;
import io.tallystick.spi.Point;
import io.tallystick.spi.PointCursor;
import io.tallystick.spi.PointStore;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.TimeRange;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Points in the heap, so many at most: past that the oldest go. One monitor guards everything. */
final class InMemoryPoints implements PointStore {
  private final Leases leases;
  private final int mostPoints;
  private final NavigableMap<Instant, ArrayDeque<Point>> byTime = new TreeMap<>();
  private int size;
  private boolean closed;

  InMemoryPoints(Leases leases, int mostPoints) {
    this.leases = leases;
    this.mostPoints = mostPoints;
  }

  @Override
  public synchronized void createBatch(List<Point> points) {
    requireOpen();
    if (points.size() > MAX_BATCH) {
      throw new IllegalArgumentException(
          "A batch has %d points: create at most %d at once.".formatted(points.size(), MAX_BATCH));
    }
    for (Point point : points) {
      byTime.computeIfAbsent(point.at(), at -> new ArrayDeque<>()).add(point);
      size++;
    }
    while (size > mostPoints) {
      removeOldest();
    }
  }

  @Override
  public synchronized PointCursor find(String name, Instant from, Instant to) {
    requireOpen();
    TimeRange range = new TimeRange(from, to);
    List<Point> found = new ArrayList<>();
    byTime.subMap(range.from(), range.to()).values().stream()
        .flatMap(ArrayDeque::stream)
        .filter(point -> point.series().name().equals(name))
        .forEach(found::add);
    return new Found(found.iterator());
  }

  @Override
  public int purge(Lease lease, Instant before, int most) {
    return leases.under(lease, () -> removeBefore(before, most));
  }

  private synchronized int removeBefore(Instant before, int most) {
    requireOpen();
    int removed = 0;
    while (removed < most && size > 0 && byTime.firstKey().isBefore(before)) {
      removeOldest();
      removed++;
    }
    return removed;
  }

  private void removeOldest() {
    Map.Entry<Instant, ArrayDeque<Point>> oldest = byTime.firstEntry();
    oldest.getValue().poll();
    size--;
    if (oldest.getValue().isEmpty()) {
      byTime.remove(oldest.getKey());
    }
  }

  synchronized void close() {
    closed = true;
    byTime.clear();
    size = 0;
  }

  private void requireOpen() {
    if (closed) {
      throw StorageException.permanent("The in-memory backend is closed.", null);
    }
  }

  private static final class Found extends ListCursor<Point> implements PointCursor {
    Found(Iterator<Point> found) {
      super(found);
    }
  }
}
