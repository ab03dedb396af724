package io.tallystick.store.jdbc;

import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.OwnedBucket;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Buckets that are fetched a page at a time. Between pages no connection is held, so that whoever
 * reads slowly keeps nobody from writing, folding or purging.
 */
final class PagedCursor implements BucketCursor {
  /** Gives the next page, or empty behind the last one; a page may hold nothing. */
  private final Supplier<Optional<List<OwnedBucket>>> pages;

  private Iterator<OwnedBucket> page = List.<OwnedBucket>of().iterator();
  private boolean isAtEnd;
  private boolean isClosed;

  PagedCursor(Supplier<Optional<List<OwnedBucket>>> pages) {
    this.pages = pages;
  }

  @Override
  public boolean hasNext() {
    if (isClosed) {
      throw new IllegalStateException("The cursor is closed: read again.");
    }
    while (!page.hasNext() && !isAtEnd) {
      Optional<List<OwnedBucket>> next = pages.get();
      isAtEnd = next.isEmpty();
      page = next.orElse(List.of()).iterator();
    }
    return page.hasNext();
  }

  @Override
  public OwnedBucket next() {
    if (!hasNext()) {
      throw new NoSuchElementException("All buckets were read.");
    }
    return page.next();
  }

  @Override
  public void close() {
    isClosed = true;
    page = List.<OwnedBucket>of().iterator();
  }
}
