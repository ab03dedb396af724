package io.tallystick.spi;

/**
 * Where buckets are kept.
 *
 * <p>A store holds one bucket under each {@link BucketKey}: the one with the highest version that
 * was ever written. That makes a write harmless to repeat, and a late one harmless to arrive: so a
 * caller that does not know whether a write came through writes again. A backend that cannot
 * replace in place may keep several and let the highest version win on reading.
 *
 * <p>Safe for any number of threads. All methods block and may take long; none is called by a
 * thread that records.
 *
 * <pre>{@code
 * store.write(Batch.of(owned));
 * try (BucketCursor found = store.read(BucketQuery.system(Granularity.MINUTE, range, name))) {
 *   found.forEachRemaining(chart::add);
 * }
 * }</pre>
 */
public interface BucketStore {
  /**
   * Keeps each bucket of a batch unless one with the same key and the same or a higher version is
   * there. All of the batch is kept or nothing is; where that cannot be known, it throws an
   * exception that says to retry.
   *
   * @throws StorageException when the batch was not kept or may not have been
   */
  void write(Batch batch);

  /**
   * Finds buckets. Everything whose write returned before this call is found; what is written
   * meanwhile may be. No bucket is found in part, nor twice.
   *
   * @throws StorageException when the store fails
   */
  BucketCursor read(BucketQuery query);
}
