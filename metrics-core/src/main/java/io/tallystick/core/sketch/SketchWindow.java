package io.tallystick.core.sketch;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The sum of the last sketches of a row that goes on: the next one enters, the first one leaves.
 * Each is added once and taken away once, so a step costs the same however many are inside; the
 * result is the same as if those inside were added up anew.
 *
 * <p>For one thread at a time.
 *
 * <pre>{@code
 * SketchWindow lastFive = new SketchWindow();
 * for (QuantileSketch minute : minutes) {
 *   lastFive.enter(minute);
 *   if (lastFive.size() > 5) {
 *     lastFive.leave();
 *   }
 *   report(lastFive.sketch().quantile(0.95));
 * }
 * }</pre>
 */
public final class SketchWindow {
  private final Deque<QuantileSketch> inside = new ArrayDeque<>();
  private CellSum cells = new CellSum();

  /**
   * Of all samples inside. At the top a count may have been cut off: then nothing can be undone.
   */
  private long total;

  /** Adds a sketch behind the others. */
  public void enter(QuantileSketch sketch) {
    inside.addLast(sketch);
    add(sketch);
  }

  private void add(QuantileSketch sketch) {
    if (sketch.size() > 0) {
      cells.add(sketch.samples().cells());
      total = Cells.saturatedSum(total, sketch.count());
    }
  }

  /**
   * Takes away the sketch that entered before the others.
   *
   * @return that sketch
   * @throws java.util.NoSuchElementException if there is none
   */
  public QuantileSketch leave() {
    QuantileSketch first = inside.removeFirst();
    if (total == Long.MAX_VALUE) {
      cells = new CellSum();
      total = 0;
      inside.forEach(this::add);
    } else if (first.size() > 0) {
      cells.subtract(first.samples().cells());
      total -= first.count();
    }
    return first;
  }

  /** How many are inside. */
  public int size() {
    return inside.size();
  }

  /** The sketch of all that are inside. */
  public QuantileSketch sketch() {
    boolean isClustered = false;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (QuantileSketch each : inside) {
      if (each.size() > 0) {
        isClustered |= each.samples().clustered();
        min = Math.min(min, each.min());
        max = Math.max(max, each.max());
      }
    }
    return total == 0
        ? QuantileSketch.empty()
        : QuantileSketch.of(new CountedSamples(cells.cells(), isClustered, min, max));
  }
}
