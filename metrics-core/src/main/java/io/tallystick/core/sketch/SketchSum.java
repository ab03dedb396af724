package io.tallystick.core.sketch;

/**
 * Adds up sketches one by one, without keeping them: its memory is that of the sum.
 *
 * <p>The order does not matter. For one thread at a time.
 *
 * <pre>{@code
 * SketchSum sum = new SketchSum();
 * rows.forEachRemaining(row -> sum.add(row.sketch()));
 * double p95 = sum.sketch().quantile(0.95);
 * }</pre>
 */
public final class SketchSum {
  private final CellSum cells = new CellSum();

  /** The only one that was added until now; its cells are not in the sum yet. */
  private CountedSamples single = CountedSamples.NONE;

  private boolean isEmpty = true;
  private boolean isClustered;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  /** Adds a sketch. */
  public void add(QuantileSketch sketch) {
    add(sketch.samples());
  }

  /**
   * Adds a sketch in its stored form.
   *
   * @throws SketchFormatException if the bytes are anything else; then nothing was added
   */
  public void add(byte[] stored) {
    add(SketchCodec.decode(stored));
  }

  private void add(CountedSamples part) {
    if (part.cells().size() > 0) {
      if (isEmpty) {
        single = part;
      } else {
        addCells(part);
      }
      isEmpty = false;
      isClustered |= part.clustered();
      min = Math.min(min, part.min());
      max = Math.max(max, part.max());
    }
  }

  private void addCells(CountedSamples part) {
    if (single.cells().size() > 0) {
      cells.add(single.cells());
      single = CountedSamples.NONE;
    }
    cells.add(part.cells());
  }

  /** The sketch of all that was added until now. */
  public QuantileSketch sketch() {
    return single.cells().size() > 0 || isEmpty
        ? QuantileSketch.of(single)
        : QuantileSketch.of(new CountedSamples(cells.cells(), isClustered, min, max));
  }
}
