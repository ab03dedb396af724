package io.tallystick.core.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cells that any thread adds to, by atomic steps, in pages that are made when they are first
 * needed.
 *
 * <p>A page is added by compare-and-set of a longer list and never taken away or moved, so an add
 * that has an older list in hand reaches the same page. Pages are there whatever the budget says:
 * without one a sample would be lost; the limits on series bound them.
 */
final class SharedCells {
  static final int PAGE_BITS = 8;
  static final int PAGE_SIZE = 1 << PAGE_BITS;

  private static final int PAGE_MASK = PAGE_SIZE - 1;
  private static final VarHandle PAGES;

  static {
    try {
      PAGES = MethodHandles.lookup().findVarHandle(SharedCells.class, "pages", Cells[].class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final CellMemory memory;

  @SuppressWarnings("UnusedVariable") // through PAGES
  private @Nullable Cells[] pages = new Cells[0];

  SharedCells(CellMemory memory) {
    this.memory = memory;
  }

  /** Adds an amount, 0 or more. */
  void add(int cell, long amount) {
    Cells page = page(cell);
    int at = cell & PAGE_MASK;
    if (amount >>> Saturation.LARGE_BITS != 0) {
      Saturation.addLarge(page, at, amount);
    } else if (page.getAndAdd(at, amount) + amount < 0) {
      Saturation.settle(page, at);
    }
  }

  /** The page that a cell lies on, at its {@link #offset}. */
  Cells page(int cell) {
    int at = cell >>> PAGE_BITS;
    @Nullable Cells[] now = pages();
    Cells page = at < now.length ? now[at] : null;
    return page != null ? page : make(at);
  }

  /** Where a cell lies on its page. */
  static int offset(int cell) {
    return cell & PAGE_MASK;
  }

  private Cells make(int at) {
    Cells page = memory.allocate(PAGE_SIZE);
    while (true) {
      @Nullable Cells[] now = pages();
      Cells there = at < now.length ? now[at] : null;
      if (there != null) {
        memory.discard(PAGE_SIZE);
        return there;
      }
      @Nullable Cells[] longer = Arrays.copyOf(now, Math.max(now.length, at + 1));
      longer[at] = page;
      if (PAGES.compareAndSet(this, now, longer)) {
        return page;
      }
    }
  }

  /** Sets a cell back to zero that nobody has added to for long; see {@link Retirement}. */
  void clear(int cell) {
    int at = cell >>> PAGE_BITS;
    @Nullable Cells[] now = pages();
    Cells page = at < now.length ? now[at] : null;
    if (page != null) {
      page.setRelease(offset(cell), 0);
    }
  }

  /** Adds these cells to totals, which saturate. */
  void addTo(long[] totals) {
    @Nullable Cells[] now = pages();
    for (int at = 0; at < now.length; at++) {
      Cells page = now[at];
      int first = at << PAGE_BITS;
      int end = Math.min(PAGE_SIZE, totals.length - first);
      for (int i = 0; page != null && i < end; i++) {
        long value = page.getAcquire(i);
        if (value != 0) {
          totals[first + i] = Saturation.sum(totals[first + i], value);
        }
      }
    }
  }

  private @Nullable Cells[] pages() {
    return (Cells[]) PAGES.getAcquire(this);
  }
}
