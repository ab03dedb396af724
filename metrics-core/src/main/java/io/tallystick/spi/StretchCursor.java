package io.tallystick.spi;

import java.util.Iterator;

/**
 * The totals that a store found, one at a time.
 *
 * <p>In any order; a series may have several totals of one stretch, which add up. For one thread at
 * a time. It may hold a connection until it is closed, so close it also when an exception passes.
 *
 * <p>{@link #hasNext} and {@link #next} throw {@link StorageException} when the store fails, and
 * {@link IllegalStateException} once the cursor is closed.
 *
 * <pre>{@code
 * try (StretchCursor found = store.totals(Granularity.HOUR, filter, borders)) {
 *   found.forEachRemaining(this::add);
 * }
 * }</pre>
 */
public interface StretchCursor extends Iterator<StretchTotal>, AutoCloseable {
  /** Lets go of what the cursor holds; again it does nothing. */
  @Override
  void close();
}
