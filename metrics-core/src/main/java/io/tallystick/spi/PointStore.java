package io.tallystick.spi;

import java.time.Instant;

/**
 * Where raw samples of chosen metrics are kept, beside the buckets that hold everything.
 *
 * <p>A point has no identity: equal points are different ones. What must not be there twice is the
 * {@linkplain PointBatch batch}, which has a number: so a call whose outcome is not known is
 * repeated without harm.
 *
 * <p>Safe for any number of threads. All methods block and may take long, and throw {@link
 * StorageException} when the store fails.
 *
 * <pre>{@code
 * store.points().createBatch(new PointBatch(writer, 1, List.of(new Point(orders, at, 41.7))));
 * try (PointCursor found = store.points().find("orders.value", from, to)) {
 *   found.forEachRemaining(this::show);
 * }
 * }</pre>
 */
public interface PointStore {
  /** The most points in one batch. */
  int MAX_BATCH = 5_000;

  /**
   * Keeps the points of a batch, all or none, unless a batch of this writer with the same or a
   * higher number was kept before: then it changes nothing. Where it cannot be known whether they
   * were kept, it throws an exception that says to retry.
   *
   * @throws StorageException when the batch was not kept or may not have been
   */
  void createBatch(PointBatch batch);

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
