package io.tallystick.core.record;

import org.jspecify.annotations.Nullable;

/**
 * The pages of one sign of a {@link GridCounts}, by page number; null where nothing was hit.
 *
 * <p>Which numbers may have a page is decided by the first one: {@value #REACH} pages, 128 octaves,
 * up and down from it.
 */
final class PageWindow {
  static final int PAGE_BITS = 5;
  static final int PAGE_SIZE = 1 << PAGE_BITS;
  static final int PAGE_MASK = PAGE_SIZE - 1;
  static final PageWindow EMPTY = new PageWindow(0, 0, new char[0][]);

  private static final int REFERENCE_BYTES = 4;
  private static final int PAGE_BYTES = 16 + 2 * PAGE_SIZE;
  private static final int REACH = 512;

  private final int anchor;
  private final int first;
  private final char[] @Nullable [] pages;

  private PageWindow(int anchor, int first, char[] @Nullable [] pages) {
    this.anchor = anchor;
    this.first = first;
    this.pages = pages;
  }

  boolean isEmpty() {
    return pages.length == 0;
  }

  /** The page that an index lies on, or null. */
  char @Nullable [] pageOf(int index) {
    int at = (index >> PAGE_BITS) - first;
    return at >= 0 && at < pages.length ? pages[at] : null;
  }

  /** How many were counted at an index, as far as this thread knows. */
  int countAt(int index) {
    char[] page = pageOf(index);
    return page == null ? 0 : page[index & PAGE_MASK];
  }

  /** The pages from {@link #firstPage} on; whoever counts there is alone. */
  char[] @Nullable [] pages() {
    return pages;
  }

  int firstPage() {
    return first;
  }

  /** The index itself, or the outermost one in its direction that may have a page. */
  int clamp(int index) {
    int number = index >> PAGE_BITS;
    if (isEmpty() || Math.abs(number - anchor) <= REACH) {
      return index;
    }
    return number > anchor ? lastOn(anchor + REACH) : firstOn(anchor - REACH);
  }

  /** The cell nearest to an index on a page that is there. */
  int nearest(int index) {
    int at = (index >> PAGE_BITS) - first;
    for (int distance = 0; distance <= 2 * REACH; distance++) {
      if (has(at - distance)) {
        return lastOn(first + at - distance);
      }
      if (has(at + distance)) {
        return firstOn(first + at + distance);
      }
    }
    throw new IllegalStateException("No page near index " + index);
  }

  private boolean has(int at) {
    return at >= 0 && at < pages.length && pages[at] != null;
  }

  /** This window and a page for the index. */
  PageWindow with(int index, char[] page) {
    int number = index >> PAGE_BITS;
    if (isEmpty()) {
      return new PageWindow(number, number, new char[][] {page});
    }
    int from = Math.min(first, number);
    int to = Math.max(first + pages.length, number + 1);
    char[] @Nullable [] longer = new char[to - from][];
    System.arraycopy(pages, 0, longer, first - from, pages.length);
    longer[number - from] = page;
    return new PageWindow(anchor, from, longer);
  }

  /** This window without the pages that hold nothing but zeros. */
  PageWindow withoutZeros() {
    PageWindow kept = EMPTY;
    for (int at = 0; at < pages.length; at++) {
      char[] page = pages[at];
      if (page != null && !isZero(page)) {
        kept = kept.with(firstOn(first + at), page);
      }
    }
    return kept;
  }

  private static boolean isZero(char[] page) {
    for (char count : page) {
      if (count != 0) {
        return false;
      }
    }
    return true;
  }

  /** What the list and its pages take. */
  long bytes() {
    long bytes = (long) REFERENCE_BYTES * pages.length;
    for (char[] page : pages) {
      bytes += page == null ? 0 : PAGE_BYTES;
    }
    return bytes;
  }

  /** What {@link #with} takes more than this, for an index that has no page. */
  long bytesToReach(int index) {
    int number = index >> PAGE_BITS;
    int length =
        isEmpty() ? 1 : Math.max(first + pages.length, number + 1) - Math.min(first, number);
    return PAGE_BYTES + (long) REFERENCE_BYTES * (length - pages.length);
  }

  /** Shows every page with the index of its first cell, in ascending order. */
  void forEachPage(PageVisitor visitor) {
    for (int at = 0; at < pages.length; at++) {
      char[] page = pages[at];
      if (page != null) {
        visitor.visit(firstOn(first + at), page);
      }
    }
  }

  private static int firstOn(int number) {
    return number << PAGE_BITS;
  }

  private static int lastOn(int number) {
    return firstOn(number) | PAGE_MASK;
  }

  /** Sees a page. */
  interface PageVisitor {
    void visit(int firstIndex, char[] page);
  }
}
