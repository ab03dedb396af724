package io.tallystick.core.query;

import io.tallystick.core.sketch.QuantileSketch;
import io.tallystick.core.sketch.SketchWindow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Cells of histograms, and windows of them: there each distribution is added once and taken away
 * once, however many windows it is in. For one question, on one thread.
 */
final class HistogramCells implements CellMaker {
  private final List<Double> quantiles;
  private final Limits limits;

  /** How many counts the windows hold. */
  private long held;

  HistogramCells(List<Double> quantiles, Limits limits) {
    this.quantiles = quantiles;
    this.limits = limits;
  }

  @Override
  public Cell newCell() {
    return new HistogramCell(quantiles);
  }

  @Override
  public CellWindow newWindow() {
    return quantiles.isEmpty() ? new SummedWindow(this) : new Window();
  }

  /** Of the cells it holds the numbers, and their distributions apart. */
  private final class Window implements CellWindow {
    private final Deque<HistogramCell> numbers = new ArrayDeque<>();
    private final SketchWindow sketches = new SketchWindow();

    @Override
    public void enter(Cell cell) {
      HistogramCell entered = (HistogramCell) cell;
      QuantileSketch sketch = entered.sketch();
      held += sketch.size();
      limits.requireHeld(held);
      numbers.addLast(entered.withoutSketch());
      sketches.enter(sketch);
    }

    @Override
    public void leave() {
      numbers.removeFirst();
      held -= sketches.leave().size();
    }

    @Override
    public boolean isEmpty() {
      return numbers.isEmpty();
    }

    @Override
    public CellValue value() {
      HistogramCell sum = new HistogramCell(quantiles);
      numbers.forEach(sum::addAll);
      return sum.value(sketches.sketch());
    }
  }
}
