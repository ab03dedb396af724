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
  private static final int PAGE_BITS = 7;
  private static final int PAGE_SIZE = 1 << PAGE_BITS;

  private static final long[] UNTOUCHED = {};

  private final int shift;
  private final int firstPage;
  private final long[][] pages;

  private CellSum(int shift, int firstPage, int lastPage) {
    this.shift = shift;
    this.firstPage = firstPage;
    this.pages = new long[lastPage - firstPage + 1][];
    Arrays.fill(pages, UNTOUCHED);
  }

  /** The sum of the parts on the coarsest of their grids; no part may be empty. */
  static Cells of(Collection<Cells> parts) {
    int shift = parts.stream().mapToInt(Cells::shift).max().orElse(0);
    int first = parts.stream().mapToInt(part -> firstPage(part, shift)).min().orElse(0);
    int last = parts.stream().mapToInt(part -> lastPage(part, shift)).max().orElse(-1);
    CellSum sum = new CellSum(shift, first, last);
    parts.forEach(sum::add);
    return sum.cells();
  }

  private static int firstPage(Cells part, int shift) {
    return part.indexes()[0] >> (shift - part.shift()) >> PAGE_BITS;
  }

  private static int lastPage(Cells part, int shift) {
    return part.indexes()[part.size() - 1] >> (shift - part.shift()) >> PAGE_BITS;
  }

  private void add(Cells part) {
    int by = shift - part.shift();
    int[] indexes = part.indexes();
    long[] counts = part.counts();
    for (int i = 0; i < indexes.length; i++) {
      int index = indexes[i] >> by;
      long[] page = page((index >> PAGE_BITS) - firstPage);
      int cell = index & (PAGE_SIZE - 1);
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
    return new Cells(shift, indexes, counts);
  }

  private int occupied() {
    int size = 0;
    for (long[] page : pages) {
      for (int cell = 0; cell < page.length; cell++) {
        size += page[cell] != 0 ? 1 : 0;
      }
    }
    return size;
  }
}
