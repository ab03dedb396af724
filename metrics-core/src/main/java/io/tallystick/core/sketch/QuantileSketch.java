package io.tallystick.core.sketch;

import java.util.Arrays;
import java.util.Collection;

/**
 * The distribution of many samples in little room: any quantile of them, and of any number of such
 * distributions together.
 *
 * <p>Immutable and thread safe. Samples are counted on the {@link Grid}, the extremes are kept
 * exactly, and merging adds counts: it gives the same sketch in whatever order and in however many
 * levels it is done. Counts saturate at {@link Long#MAX_VALUE}.
 *
 * <pre>{@code
 * QuantileSketch hour = QuantileSketch.merge(minutes);
 * double p99 = hour.quantile(0.99);
 * byte[] column = hour.encode();
 * }</pre>
 */
public final class QuantileSketch {
  /** Bounds the memory of a sketch however wide its samples are spread. */
  static final int MOST_CELLS = 8_192;

  private static final QuantileSketch EMPTY = new QuantileSketch(CountedSamples.NONE);

  private final CountedSamples samples;
  private final Ranks ranks;

  private QuantileSketch(CountedSamples samples) {
    this.samples = samples;
    this.ranks = new Ranks(samples);
  }

  /** Returns the sketch of no samples. */
  public static QuantileSketch empty() {
    return EMPTY;
  }

  /**
   * Makes a sketch of counts on the grid; what is handed in is copied.
   *
   * <p>Extremes outside their cells are moved to the nearest value inside: they were read while
   * someone was recording.
   *
   * @param indexes cells of the {@link Grid}, ascending, each once
   * @param counts how many samples each cell holds, all positive
   * @param size how many entries of the two arrays are used
   * @param min the least sample
   * @param max the greatest sample
   * @throws IllegalArgumentException if the cells do not ascend, one does not exist, or a count is
   *     not positive
   */
  public static QuantileSketch ofGrid(
      int[] indexes, long[] counts, int size, double min, double max) {
    if (size == 0) {
      return EMPTY;
    }
    Cells cells = new Cells(Arrays.copyOf(indexes, size), Arrays.copyOf(counts, size));
    cells.check();
    return bounded(CountedSamples.inside(cells, min, max));
  }

  /**
   * Adds up sketches.
   *
   * @param parts none of them null; without any the result is empty
   */
  public static QuantileSketch merge(Collection<QuantileSketch> parts) {
    SketchSum sum = new SketchSum();
    parts.forEach(sum::add);
    return sum.sketch();
  }

  /** What it knows. */
  CountedSamples samples() {
    return samples;
  }

  /** A sketch of these samples, with fewer cells where they have too many. */
  static QuantileSketch of(CountedSamples samples) {
    return samples.cells().size() == 0 ? EMPTY : bounded(samples);
  }

  private static QuantileSketch bounded(CountedSamples samples) {
    return new QuantileSketch(
        samples.cells().size() > MOST_CELLS
            ? Clustering.inAtMost(SketchCodec.MOST_CELLS, samples)
            : samples);
  }

  /** Returns how many counts it is made of: a measure of its memory, each takes 12 bytes. */
  public int size() {
    return samples.cells().size();
  }

  /** Returns how many samples there are; {@link Long#MAX_VALUE} means that many or more. */
  public long count() {
    return ranks.total();
  }

  /** Returns the least sample, exactly; NaN when there is none. */
  public double min() {
    return samples.min();
  }

  /** Returns the greatest sample, exactly; NaN when there is none. */
  public double max() {
    return samples.max();
  }

  /**
   * Estimates the sample of a rank: the least one that is not below the fraction {@code q} of all.
   *
   * @param q from 0, the least sample, to 1, the greatest; both are exact
   * @return NaN when there is no sample
   * @throws IllegalArgumentException if {@code q} is not between 0 and 1
   */
  public double quantile(double q) {
    if (!(q >= 0 && q <= 1)) {
      throw new IllegalArgumentException("q must be between 0 and 1, and is " + q);
    }
    return count() == 0 ? Double.NaN : ranks.valueAt(q);
  }

  /**
   * Estimates how many samples are at most {@code bound}: none below the least, all from the
   * greatest on, never less for a greater bound.
   *
   * @throws IllegalArgumentException if {@code bound} is NaN
   */
  public long countAtMost(double bound) {
    if (Double.isNaN(bound)) {
      throw new IllegalArgumentException("bound must be a number, and is NaN");
    }
    return count() == 0 ? 0 : ranks.countAtMost(bound);
  }

  /**
   * How far a quantile may be off, as a fraction of the value or of all ranks, whichever is nearer.
   */
  public QuantileError error() {
    return samples.clustered() ? QuantileError.OF_CLUSTERS : QuantileError.OF_CELLS;
  }

  /** Returns the stored form, which {@link #decode} reads in this and every later release. */
  public byte[] encode() {
    return SketchCodec.encode(samples);
  }

  /**
   * Reads the stored form.
   *
   * @throws SketchFormatException if the bytes are anything else, however they came about
   */
  public static QuantileSketch decode(byte[] bytes) {
    return new QuantileSketch(SketchCodec.decode(bytes));
  }
}
