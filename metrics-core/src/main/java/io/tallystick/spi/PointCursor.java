package io.tallystick.spi;

import java.util.Iterator;

/**
 * The points that were found, one at a time; like a {@link BucketCursor}.
 *
 * <pre>{@code
 * try (PointCursor found = store.points().find(name, from, to)) {
 *   found.forEachRemaining(this::show);
 * }
 * }</pre>
 */
public interface PointCursor extends Iterator<Point>, AutoCloseable {
  /** Lets go of what the cursor holds; again it does nothing. */
  @Override
  void close();
}
