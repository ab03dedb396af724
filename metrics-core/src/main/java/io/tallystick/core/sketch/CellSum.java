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

  private final int firstPage;
  private final long[][] pages;

  private CellSum(int firstPage, int lastPage) {
    this.firstPage = firstPage;
    this.pages = new long[lastPage - firstPage + 1][];
    Arrays.fill(pages, UNTOUCHED);
  }

  /** The sum of the parts; no part may be empty. */
  static Cells of(Collection<Cells> parts) {
    int first = Integer.MAX_VALUE;
    int last = Integer.MIN_VALUE;
    for (Cells part : parts) {
      first = Math.min(first, part.indexes()[0]);
      last = Math.max(last, part.indexes()[part.size() - 1]);
    }
    CellSum sum = new CellSum(first >> PAGE_BITS, last >> PAGE_BITS);
    parts.forEach(sum::add);
    return sum.cells();
  }

  private void add(Cells part) {
    int[] indexes = part.indexes();
    long[] counts = part.counts();
    for (int i = 0; i < indexes.length; i++) {
      long[] page = page((indexes[i] >> PAGE_BITS) - firstPage);
      int cell = indexes[i] & (PAGE_SIZE - 1);
      page[cell] = Cells.saturatedSum(page[cell], counts[i]);
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

  private Cells cells() {
    int size = occupied();
    int[] indexes = new int[size];
    long[] counts = new long[size];
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

  private int occupied() {
    int size = 0;
    for (long[] page : pages) {
      for (long count : page) {
        size += count != 0 ? 1 : 0;
      }
    }
    return size;
  }
}
