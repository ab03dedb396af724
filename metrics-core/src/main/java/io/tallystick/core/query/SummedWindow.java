package io.tallystick.core.query;

import java.util.ArrayDeque;
import java.util.Deque;

/** Adds up all its cells anew each time, where that is cheap. */
final class SummedWindow implements CellWindow {
  private final CellMaker maker;
  private final Deque<Cell> cells = new ArrayDeque<>();

  SummedWindow(CellMaker maker) {
    this.maker = maker;
  }

  @Override
  public void enter(Cell cell) {
    cells.addLast(cell);
  }

  @Override
  public void leave() {
    cells.removeFirst();
  }

  @Override
  public boolean isEmpty() {
    return cells.isEmpty();
  }

  @Override
  public CellValue value() {
    Cell sum = maker.newCell();
    cells.forEach(sum::addAll);
    return sum.value();
  }
}
