package io.tallystick.spi;

/**
 * A place for history: opens the doors through which metrics are kept and found again.
 *
 * <p>Who writes a backend lets it pass {@code BucketStoreContract}, which is in the test jar of
 * {@code metrics-core}.
 *
 * <p>Safe for any number of threads. Once it is closed every door throws {@link StorageException}
 * that no retry can help.
 *
 * <pre>{@code
 * try (StorageBackend backend = InMemoryBackend.create()) {
 *   backend.buckets().write(batch);
 * }
 * }</pre>
 */
public interface StorageBackend extends AutoCloseable {
  /** The door to the buckets; always the same object. */
  BucketStore buckets();

  /** Lets go of files, connections and threads, in a bounded time; again it does nothing. */
  @Override
  void close();
}
