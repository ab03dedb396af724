package io.tallystick.store.jdbc;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What was found, fetched a page at a time. Between pages no connection is held, so that whoever
 * reads slowly keeps nobody from writing, folding or purging.
 */
abstract class Pages<T> implements Iterator<T> {
  /** Gives the next page, or empty behind the last one; a page may hold nothing. */
  private final Supplier<Optional<List<T>>> pages;

  private Iterator<T> page = List.<T>of().iterator();
  private boolean isAtEnd;
  private boolean isClosed;

  Pages(Supplier<Optional<List<T>>> pages) {
    this.pages = pages;
  }

  @Override
  public boolean hasNext() {
    if (isClosed) {
      throw new IllegalStateException("The cursor is closed: read again.");
    }
    while (!page.hasNext() && !isAtEnd) {
      Optional<List<T>> next = pages.get();
      isAtEnd = next.isEmpty();
      page = next.orElse(List.of()).iterator();
    }
    return page.hasNext();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("The cursor is at its end: all that was found was read.");
    }
    return page.next();
  }

  /** Lets go of the page; again it does nothing. */
  public void close() {
    isClosed = true;
    page = List.<T>of().iterator();
  }
}
