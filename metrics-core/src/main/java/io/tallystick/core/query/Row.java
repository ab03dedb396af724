package io.tallystick.core.query;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one group adds up to, stretch by stretch. For one thread. */
final class Row {
  private final @Nullable Cell[] cells;
  private final @Nullable CellValue[] values;

  Row(int stretches) {
    cells = new Cell[stretches];
    values = new CellValue[stretches];
  }

  /** The cell of a stretch that more may come of. */
  Cell open(int stretch, Supplier<Cell> newCell) {
    Cell cell = cells[stretch];
    if (cell == null) {
      if (values[stretch] != null) {
        throw new IllegalStateException("A bucket came after its stretch was closed.");
      }
      cell = newCell.get();
      cells[stretch] = cell;
    }
    return cell;
  }

  /** Nothing more will come of some stretches. */
  void close(int from, int to) {
    for (int i = from; i < to; i++) {
      Cell cell = cells[i];
      if (cell != null) {
        values[i] = cell.value();
        cells[i] = null;
      }
    }
  }

  /** A value for each stretch that anything was found of, once it is closed. */
  @Nullable CellValue[] values() {
    return values;
  }
}
