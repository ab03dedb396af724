package io.tallystick.spi;

import java.time.Instant;
import java.util.List;

/**
 * Where raw samples of chosen metrics are kept, beside the buckets that hold everything.
 *
 * <p>A point has no identity: what is created twice is there twice, so a call whose outcome is not
 * known is not repeated by whoever must not count twice.
 *
 * <p>Safe for any number of threads. All methods block and may take long, and throw {@link
 * StorageException} when the store fails.
 *
 * <pre>{@code
 * store.points().create(new Point(orders, at, 41.7));
 * try (PointCursor found = store.points().find("orders.value", from, to)) {
 *   found.forEachRemaining(this::show);
 * }
 * }</pre>
 */
public interface PointStore {
  /** The most points in one batch. */
  int MAX_BATCH = 5_000;

  /** Keeps a point. */
  default void create(Point point) {
    createBatch(List.of(point));
  }

  /**
   * Keeps points, all or none.
   *
   * @param points at most {@value #MAX_BATCH}
   * @throws IllegalArgumentException when there are more
   */
  void createBatch(List<Point> points);

  /**
   * The points of a metric, its own and its tenants', in the order of their times.
   *
   * @param name the metric's name
   * @param from the first moment, in whole milliseconds
   * @param to the first moment behind, in whole milliseconds, not before {@code from}
   */
  PointCursor find(String name, Instant from, Instant to);

  /**
   * Removes points that are older than a time.
   *
   * @param before what is of this time or later stays
   * @param most how many to remove at most, at least 1
   * @return how many went
   * @throws LeaseLostException when a greater token was seen of this lease
   */
  int purge(Lease lease, Instant before, int most);
}
