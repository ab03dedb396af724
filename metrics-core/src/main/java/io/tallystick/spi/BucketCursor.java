package io.tallystick.spi;

import java.util.Iterator;

/**
 * The buckets that a query found, one at a time.
 *
 * <p>In the order of their starts; those that start together come in any order. For one thread at a
 * time. It may hold a connection until it is closed, so close it also when an exception passes.
 *
 * <p>{@link #hasNext} and {@link #next} throw {@link StorageException} when the store fails, and
 * {@link IllegalStateException} once the cursor is closed.
 *
 * <pre>{@code
 * try (BucketCursor found = store.read(query)) {
 *   found.forEachRemaining(this::add);
 * }
 * }</pre>
 */
public interface BucketCursor extends Iterator<OwnedBucket>, AutoCloseable {
  /** Lets go of what the cursor holds; again it does nothing. */
  @Override
  void close();
}
