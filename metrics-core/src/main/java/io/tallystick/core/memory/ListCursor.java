package io.tallystick.core.memory;

import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.OwnedBucket;
import java.util.Iterator;

/** Walks over buckets that were found before. */
final class ListCursor implements BucketCursor {
  private final Iterator<OwnedBucket> found;
  private boolean closed;

  ListCursor(Iterator<OwnedBucket> found) {
    this.found = found;
  }

  @Override
  public boolean hasNext() {
    requireOpen();
    return found.hasNext();
  }

  @Override
  public OwnedBucket next() {
    requireOpen();
    return found.next();
  }

  @Override
  public void close() {
    closed = true;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The cursor is closed: read again.");
    }
  }
}
