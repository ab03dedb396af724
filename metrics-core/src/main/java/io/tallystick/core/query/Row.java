package io.tallystick.core.query;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** What one group adds up to, window by window. For one thread. */
final class Row {
  private final Panes panes;
  private final CellMaker maker;
  private final @Nullable Cell[] cells;
  private final @Nullable CellValue[] values;

  /** Those of the panes that anything was found of, and that are in the window. */
  private final BitSet inside = new BitSet();

  private @Nullable CellWindow window;
  private int closed;
  private int entered;

  Row(Panes panes, CellMaker maker) {
    this.panes = panes;
    this.maker = maker;
    this.cells = new Cell[panes.count()];
    this.values = new CellValue[panes.windows()];
  }

  /** The cell of a pane that more may come of. */
  Cell open(int pane) {
    Cell cell = cells[pane];
    if (cell == null) {
      if (pane < Math.max(closed, entered)) {
        throw new IllegalStateException("A bucket came after its stretch was closed.");
      }
      cell = maker.newCell();
      cells[pane] = cell;
    }
    return cell;
  }

  /** Nothing more will come of the windows before one. */
  void closeBefore(int end) {
    for (; closed < end; closed++) {
      values[closed] = panes.inAWindow() == 1 ? alone(closed) : together(closed);
    }
  }

  private @Nullable CellValue alone(int pane) {
    Cell cell = cells[pane];
    cells[pane] = null;
    return cell == null ? null : cell.value();
  }

  private @Nullable CellValue together(int first) {
    CellWindow its = window == null ? maker.newWindow() : window;
    window = its;
    for (; entered < first + panes.inAWindow(); entered++) {
      Cell cell = cells[entered];
      if (cell != null) {
        its.enter(cell);
        inside.set(entered);
        cells[entered] = null;
      }
    }
    CellValue value = its.isEmpty() ? null : its.value();
    if (inside.get(first)) {
      its.leave();
    }
    return value;
  }

  /** A value for each window that anything was found of, once it is closed. */
  @Nullable CellValue[] values() {
    return values;
  }
}
