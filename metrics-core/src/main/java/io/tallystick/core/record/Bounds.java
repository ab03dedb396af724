package io.tallystick.core.record;

import io.tallystick.core.sketch.Grid;
import java.util.Arrays;
import java.util.List;

/**
 * The upper bounds that a histogram's samples are counted between for whoever cannot read a
 * distribution. A bound belongs to what it is the end of. Immutable.
 *
 * <p>The cells of the grid say between which bounds their samples lie, but for the few cells that a
 * bound lies in, its edges: bounds are seldom the end of a cell, and a value that equals one must
 * be on its lower side. A cell is taken to lie above the bounds in it, and how many of its samples
 * are not above one is counted beside the grid, sample by sample. So only who adds to an edge pays
 * for exact counts.
 */
final class Bounds {
  private final double[] upper;

  /** The cell that each bound lies in; they ascend, too. */
  private final int[] cells;

  private final int firstPage;

  /** Which cells of each page are edges, a bit for each. */
  private final int[] edges;

  /** How many bounds lie below each page. */
  private final byte[] below;

  private Bounds(double[] upper) {
    this.upper = upper;
    cells = Arrays.stream(upper).mapToInt(Grid::indexOf).toArray();
    firstPage = page(cells[0]);
    int pages = page(cells[cells.length - 1]) - firstPage + 1;
    edges = new int[pages];
    below = new byte[pages];
    for (int at = 0, under = 0; at < pages; at++) {
      below[at] = (byte) under;
      while (under < cells.length && page(cells[under]) == firstPage + at) {
        edges[at] |= bit(cells[under++]);
      }
    }
  }

  /** Bounds in ascending order, one to 64. */
  static Bounds of(List<Double> ascending) {
    return new Bounds(ascending.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static int page(int cell) {
    return cell >> PageWindow.PAGE_BITS;
  }

  private static int bit(int cell) {
    return 1 << (cell & PageWindow.PAGE_MASK);
  }

  int size() {
    return upper.length;
  }

  /** A bit for each cell that is an edge, page by page from {@link #firstPage} on. */
  int[] edges() {
    return edges;
  }

  int firstPage() {
    return firstPage;
  }

  /**
   * Whether counting a sample of a cell in some cell, most often its own, may be wrong anywhere.
   */
  boolean isOff(int cell, int countedIn) {
    int at = page(cell) - firstPage;
    return countedIn != cell || (at >= 0 && at < edges.length && (edges[at] & bit(cell)) != 0);
  }

  /** Counts a sample of an edge at the bounds in it that it is not above. */
  void countAtEdge(int cell, double value, long[] within) {
    int at = below[page(cell) - firstPage];
    while (cells[at] < cell) {
      at++;
    }
    for (; at < cells.length && cells[at] == cell; at++) {
      if (value <= upper[at]) {
        within[at]++;
      }
    }
  }

  /**
   * By how much a bound's count must be put right after a sample was counted in some cell, which
   * need not be its own.
   */
  int error(int bound, int countedIn, double value) {
    return (value <= upper[bound] ? 1 : 0) - (countedIn < cells[bound] ? 1 : 0);
  }

  /** Puts right the counts of all bounds after many samples of a cell were counted in another. */
  void correct(int cell, int countedIn, long count, long[] within) {
    for (int i = 0; i < cells.length; i++) {
      within[i] += count * ((cell < cells[i] ? 1 : 0) - (countedIn < cells[i] ? 1 : 0));
    }
  }

  boolean isSame(Bounds other) {
    return this == other || Arrays.equals(upper, other.upper);
  }

  /** What was counted on a grid, and right at the bounds beside it. */
  BucketCounts counts(GridCounts grid, long[] within) {
    long[] slots = new long[upper.length + 1];
    grid.forEach(new Slots(slots));
    for (int i = 0; i < within.length; i++) {
      slots[i] += within[i];
      slots[i + 1] -= within[i];
    }
    return new BucketCounts(upper, slots);
  }

  /** Sums cells in ascending order between the bounds. */
  private final class Slots implements GridCounts.CellVisitor {
    private final long[] slots;
    private int slot;

    Slots(long[] slots) {
      this.slots = slots;
    }

    @Override
    public void visit(int cell, long count) {
      while (slot < cells.length && cells[slot] <= cell) {
        slot++;
      }
      slots[slot] += count;
    }
  }
}
