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
  static final PageWindow EMPTY = new PageWindow(0, 0, new int[0][]);

  private static final int REACH = 512;

  private final int anchor;
  private final int first;
  private final int[] @Nullable [] pages;

  private PageWindow(int anchor, int first, int[] @Nullable [] pages) {
    this.anchor = anchor;
    this.first = first;
    this.pages = pages;
  }

  boolean isEmpty() {
    return pages.length == 0;
  }

  /** The page that an index lies on, or null. */
  int @Nullable [] pageOf(int index) {
    int at = (index >> PAGE_BITS) - first;
    return at >= 0 && at < pages.length ? pages[at] : null;
  }

  /**
   * Counts one more at an index of this sign; whether there was a page for it and room in its
   * count. For one thread at a time.
   */
  boolean countIfThere(int index) {
    int at = (index >> PAGE_BITS) - first;
    if (at >= 0 && at < pages.length) {
      int[] page = pages[at];
      if (page != null) {
        int count = page[index & PAGE_MASK];
        if (count < GridCounts.FULL - 1) {
          page[index & PAGE_MASK] = count + 1;
          return true;
        }
      }
    }
    return false;
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
  PageWindow with(int index, int[] page) {
    int number = index >> PAGE_BITS;
    if (isEmpty()) {
      return new PageWindow(number, number, new int[][] {page});
    }
    int from = Math.min(first, number);
    int to = Math.max(first + pages.length, number + 1);
    int[] @Nullable [] longer = new int[to - from][];
    System.arraycopy(pages, 0, longer, first - from, pages.length);
    longer[number - from] = page;
    return new PageWindow(anchor, from, longer);
  }

  /** This window without the pages that hold nothing but zeros. */
  PageWindow withoutZeros() {
    PageWindow kept = EMPTY;
    for (int at = 0; at < pages.length; at++) {
      int[] page = pages[at];
      if (page != null && !isZero(page)) {
        kept = kept.with(firstOn(first + at), page);
      }
    }
    return kept;
  }

  private static boolean isZero(int[] page) {
    for (int count : page) {
      if (count != 0) {
        return false;
      }
    }
    return true;
  }

  int pageCount() {
    int count = 0;
    for (int[] page : pages) {
      count += page == null ? 0 : 1;
    }
    return count;
  }

  /** Shows every page with the index of its first cell, in ascending order. */
  void forEachPage(PageVisitor visitor) {
    for (int at = 0; at < pages.length; at++) {
      int[] page = pages[at];
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
    void visit(int firstIndex, int[] page);
  }
}
