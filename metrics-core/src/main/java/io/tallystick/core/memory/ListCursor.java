package io.tallystick.core.memory;

import java.util.Iterator;

/** Walks over what was found before. */
abstract class ListCursor<T> implements Iterator<T> {
  private final Iterator<T> found;
  private boolean closed;

  ListCursor(Iterator<T> found) {
    this.found = found;
  }

  @Override
  public boolean hasNext() {
    requireOpen();
    return found.hasNext();
  }

  @Override
  public T next() {
    requireOpen();
    return found.next();
  }

  /** Ends the walk. */
  public void close() {
    closed = true;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The cursor is closed: read again.");
    }
  }
}
