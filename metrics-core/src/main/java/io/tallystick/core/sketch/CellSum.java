package io.tallystick.core.sketch;

import java.util.Arrays;
import java.util.Collection;

/**
 * Adds up cells of many sketches, an octave a page, so that neither a zero nor a sign makes it
 * wide.
 *
 * <p>Confined to one thread.
 */
final class CellSum {
  private static final int PAGE_BITS = Grid.CELL_BITS;
  private static final int PAGE_SIZE = 1 << PAGE_BITS;
  private static final long[] UNTOUCHED = {};

  private int firstPage;
  private long[][] pages = {};

  /** How many cells hold something. */
  private int occupied;

  /** The sum of parts, at least one; no part may be empty. */
  static Cells of(Collection<Cells> parts) {
    CellSum sum = new CellSum();
    parts.forEach(sum::add);
    return sum.cells();
  }

  /** Adds cells, at least one. */
  void add(Cells part) {
    int[] indexes = part.indexes();
    long[] counts = part.counts();
    reach(indexes[0] >> PAGE_BITS, indexes[indexes.length - 1] >> PAGE_BITS);
    for (int i = 0; i < indexes.length; i++) {
      long[] page = page((indexes[i] >> PAGE_BITS) - firstPage);
      int cell = indexes[i] & (PAGE_SIZE - 1);
      occupied += page[cell] == 0 ? 1 : 0;
      page[cell] = Cells.saturatedSum(page[cell], counts[i]);
    }
  }

  /** Takes away cells that were added, as long as no count was cut off at the top. */
  void subtract(Cells part) {
    int[] indexes = part.indexes();
    long[] counts = part.counts();
    for (int i = 0; i < indexes.length; i++) {
      long[] page = pages[(indexes[i] >> PAGE_BITS) - firstPage];
      int cell = indexes[i] & (PAGE_SIZE - 1);
      page[cell] -= counts[i];
      occupied -= page[cell] == 0 ? 1 : 0;
    }
  }

  /** Makes sure that there is a place for each of these pages. */
  private void reach(int first, int last) {
    if (pages.length == 0) {
      firstPage = first;
    }
    int from = Math.min(first, firstPage);
    int to = Math.max(last + 1, firstPage + pages.length);
    if (to - from > pages.length) {
      long[][] wider = new long[to - from][];
      Arrays.fill(wider, UNTOUCHED);
      System.arraycopy(pages, 0, wider, firstPage - from, pages.length);
      pages = wider;
      firstPage = from;
    }
  }

  private long[] page(int number) {
    long[] page = pages[number];
    if (page == UNTOUCHED) {
      page = new long[PAGE_SIZE];
      pages[number] = page;
    }
    return page;
  }

  /** All that was added. */
  Cells cells() {
    int[] indexes = new int[occupied];
    long[] counts = new long[occupied];
    int next = 0;
    for (int number = 0; number < pages.length; number++) {
      long[] page = pages[number];
      for (int cell = 0; cell < page.length; cell++) {
        if (page[cell] != 0) {
          indexes[next] = ((firstPage + number) << PAGE_BITS) + cell;
          counts[next++] = page[cell];
        }
      }
    }
    return new Cells(indexes, counts);
  }
}
