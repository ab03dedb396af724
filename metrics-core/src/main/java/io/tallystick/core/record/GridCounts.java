package io.tallystick.core.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How many samples fell into each cell of the grid.
 *
 * <p>Cells lie in pages of a quarter octave, made when they are first hit, in a window of pages for
 * the positive and one for the negative numbers; zero has a count of its own. What lies beyond a
 * window's reach counts in its outermost cell, and what falls on a page that there is no memory
 * for, in the nearest one.
 *
 * <p><b>One object is used in one of two ways.</b> Plainly, by one thread at a time: {@link #add},
 * {@link #forEach}, {@link #clear}. Or atomically, by any: {@link #addAtomically} and {@link
 * #takeAll}, which swaps each count for zero, so that what is added meanwhile is in the old count
 * or in the next. Windows are replaced by compare-and-set of a longer copy that shares the pages,
 * so an add through an older one reaches the same page; only plain use takes pages away.
 */
final class GridCounts {
  /**
   * A count that reaches this is set aside, so that it never overflows: for that, as many threads
   * would have to stand between the two steps of an atomic add at once.
   */
  static final int FULL = 1 << 15;

  private static final VarHandle COUNTS = MethodHandles.arrayElementVarHandle(char[].class);
  private static final VarHandle POSITIVE;
  private static final VarHandle NEGATIVE;
  private static final VarHandle ZEROS;
  private static final VarHandle ASIDE;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      POSITIVE = lookup.findVarHandle(GridCounts.class, "positive", PageWindow.class);
      NEGATIVE = lookup.findVarHandle(GridCounts.class, "negative", PageWindow.class);
      ZEROS = lookup.findVarHandle(GridCounts.class, "zeros", long.class);
      ASIDE = lookup.findVarHandle(GridCounts.class, "aside", Aside.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final ByteBudget budget;
  private PageWindow positive = PageWindow.EMPTY;
  private PageWindow negative = PageWindow.EMPTY;
  private long zeros;
  private @Nullable Aside aside;

  GridCounts(ByteBudget budget) {
    this.budget = budget;
  }

  /** Where the counts of positive values are; for one thread at a time. */
  PageWindow positive() {
    return positive;
  }

  /**
   * Counts a sample; for one thread at a time.
   *
   * @return the cell that it is counted in
   */
  int add(int index) {
    char[] page = (index > 0 ? positive : negative).pageOf(index);
    int at = index;
    if (page == null) {
      if (index == 0) {
        zeros++;
        return 0;
      }
      at = cellFor(index);
      page = pageOf(at);
    }
    if (++page[at & PageWindow.PAGE_MASK] == FULL) {
      page[at & PageWindow.PAGE_MASK] = 0;
      setAsidePlainly(at, FULL);
    }
    return at;
  }

  /**
   * Counts many samples of one cell; for one thread at a time.
   *
   * @return the cell that they are counted in
   */
  int addMany(int index, long count) {
    if (index == 0) {
      zeros += count;
      return 0;
    }
    char[] page = window(index).pageOf(index);
    int at = index;
    if (page == null) {
      at = cellFor(index);
      page = pageOf(at);
    }
    long sum = page[at & PageWindow.PAGE_MASK] + count;
    if (sum >= FULL) {
      setAsidePlainly(at, sum);
      sum = 0;
    }
    page[at & PageWindow.PAGE_MASK] = (char) sum;
    return at;
  }

  private void setAsidePlainly(int index, long count) {
    for (Aside one = aside; one != null; one = one.next) {
      if (one.index == index) {
        one.count += count;
        return;
      }
    }
    aside = new Aside(index, count, aside);
  }

  /**
   * Counts a sample; for any thread at any time.
   *
   * @return the cell that it is counted in
   */
  int addAtomically(int index) {
    if (index == 0) {
      ZEROS.getAndAdd(this, 1L);
      return 0;
    }
    char[] page = window(index).pageOf(index);
    int at = index;
    if (page == null) {
      at = cellFor(index);
      page = pageOf(at);
    }
    int now = (char) COUNTS.getAndAdd(page, at & PageWindow.PAGE_MASK, (char) 1) + 1;
    if (now > FULL && COUNTS.compareAndSet(page, at & PageWindow.PAGE_MASK, (char) now, (char) 0)) {
      setAside(at, now); // if the count was not taken meanwhile
    }
    return at;
  }

  /** Takes all counts out of an object that others may be adding to, and shows them. */
  void takeAll(CellVisitor visitor) {
    long taken = (long) ZEROS.getAndSet(this, 0L);
    if (taken != 0) {
      visitor.visit(0, taken);
    }
    PageWindow.PageVisitor taker = (first, page) -> take(first, page, visitor);
    window(-1).forEachPage(taker);
    window(1).forEachPage(taker);
    Aside all = (Aside) ASIDE.getAndSet(this, null);
    for (Aside one = all; one != null; one = one.next) {
      visitor.visit(one.index, one.count);
    }
  }

  private static void take(int firstIndex, char[] page, CellVisitor visitor) {
    for (int i = 0; i < page.length; i++) {
      if ((char) COUNTS.getOpaque(page, i) != 0) {
        visitor.visit(firstIndex + i, (char) COUNTS.getAndSet(page, i, (char) 0));
      }
    }
  }

  /** Shows each cell that was hit, in the order of its values; for one thread at a time. */
  void forEach(CellVisitor visitor) {
    char[] lowest = positive.pageOf(0);
    if (lowest != null) { // a zero may be counted beside the least doubles
      zeros += lowest[0];
      lowest[0] = 0;
    }
    PageWindow.PageVisitor shower = (first, page) -> show(first, page, visitor);
    negative.forEachPage(shower);
    if (zeros != 0) {
      visitor.visit(0, zeros);
    }
    positive.forEachPage(shower);
  }

  private void show(int firstIndex, char[] page, CellVisitor visitor) {
    for (int i = 0; i < page.length; i++) {
      long count = page[i] + asideOf(firstIndex + i);
      if (count != 0) {
        visitor.visit(firstIndex + i, count);
      }
    }
  }

  /** What was set aside of a cell; most often nothing of any. */
  private long asideOf(int index) {
    for (Aside one = aside; one != null; one = one.next) {
      if (one.index == index) {
        return one.count;
      }
    }
    return 0;
  }

  /** Back to zero; pages that were not hit since the last time go. For one thread at a time. */
  void clear() {
    for (Aside one = aside; one != null; one = one.next) {
      pageOf(one.index)[one.index & PageWindow.PAGE_MASK] = 1;
    }
    aside = null;
    zeros = 0;
    positive = cleared(positive);
    negative = cleared(negative);
  }

  private PageWindow cleared(PageWindow window) {
    PageWindow kept = window.withoutZeros();
    budget.give(window.bytes() - kept.bytes());
    kept.forEachPage((first, page) -> Arrays.fill(page, (char) 0));
    return kept;
  }

  /** Gives the memory back; nobody uses it from here on. */
  void discard() {
    budget.give(positive.bytes() + negative.bytes());
    positive = PageWindow.EMPTY;
    negative = PageWindow.EMPTY;
  }

  private PageWindow window(int index) {
    // Not (index > 0 ? POSITIVE : NEGATIVE).getAcquire(this): one that is not constant is slow,
    // and the compiler of JDK 17.0.15 crashed now and then on methods that had one here.
    return (PageWindow) (index > 0 ? POSITIVE.getAcquire(this) : NEGATIVE.getAcquire(this));
  }

  private boolean replace(int index, PageWindow window, PageWindow longer) {
    return index > 0
        ? POSITIVE.compareAndSet(this, window, longer)
        : NEGATIVE.compareAndSet(this, window, longer);
  }

  private char[] pageOf(int index) {
    char[] page = window(index).pageOf(index);
    if (page == null) {
      throw new IllegalStateException("No page for index " + index);
    }
    return page;
  }

  /** The index of the cell that counts for an index, on a page that is there. */
  private int cellFor(int index) {
    while (true) {
      PageWindow window = window(index);
      int at = window.clamp(index);
      if (window.pageOf(at) != null) {
        return at;
      }
      long bytes = window.bytesToReach(at);
      if (window.isEmpty()) {
        budget.take(bytes); // without any page a sample would be lost
      } else if (!budget.tryTake(bytes)) {
        return window.nearest(at);
      }
      PageWindow longer = window.with(at, new char[PageWindow.PAGE_SIZE]);
      if (replace(index, window, longer)) {
        return at;
      }
      budget.give(bytes);
    }
  }

  private void setAside(int index, long count) {
    Aside before;
    Aside with;
    do {
      before = (Aside) ASIDE.getAcquire(this);
      with = new Aside(index, count, before);
    } while (!ASIDE.compareAndSet(this, before, with));
  }

  /** Sees a cell of the grid and how many samples are in it. */
  interface CellVisitor {
    void visit(int index, long count);
  }

  /** Samples of a cell that its count has no room for. */
  private static final class Aside {
    private final int index;
    private long count;
    private final @Nullable Aside next;

    Aside(int index, long count, @Nullable Aside next) {
      this.index = index;
      this.count = count;
      this.next = next;
    }
  }
}
