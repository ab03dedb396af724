package io.tallystick.spi;

import java.util.Optional;

/**
 * A place for history: opens the doors through which metrics are kept and found again.
 *
 * <p>Who writes a backend lets it pass {@code StorageBackendContract}, which is in the test jar of
 * {@code metrics-core}; {@code docs/backends.md} shows how.
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
  /**
   * Makes sure that the store can work, and gets it ready: opens files and connections, makes what
   * is missing. Doors do so by themselves when they are first used; a caller that wants to know at
   * once asks here. Again it does nothing.
   *
   * @throws StorageException when the store cannot work; the message says what and why, and what to
   *     do
   */
  default void prepare() {}

  /** The door to the buckets; always the same object. */
  BucketStore buckets();

  /** The door to what instances share; always the same object. */
  ControlStore control();

  /** The door to raw samples; always the same object. */
  PointStore points();

  /**
   * The door to summaries of requests, always the same object; empty where a store has none, as it
   * may, and as one does that {@linkplain BucketStore#foldsByItself() folds by itself}: they come
   * with folds.
   */
  default Optional<RequestTable> requests() {
    return Optional.empty();
  }

  /** A place for secrets that belong to this store and not into it; empty where there is none. */
  default Optional<SecretPlace> secrets() {
    return Optional.empty();
  }

  /** How many damaged stores were moved out of the way since this one was opened. */
  default long quarantined() {
    return 0;
  }

  /** Lets go of files, connections and threads, in a bounded time; again it does nothing. */
  @Override
  void close();
}
