package io.tallystick.core.sketch;

import com.tdunning.math.stats.Centroid;
import com.tdunning.math.stats.MergingDigest;
import com.tdunning.math.stats.ScaleFunction;
import java.util.Arrays;

/**
 * Joins neighbouring cells, by what a t-digest would join, until there are few: small clusters at
 * both ends, where quantiles are steep, and larger ones in the middle.
 *
 * <p>A cluster sits on the grid, in the cell of its mean, so that clusters of different sketches
 * still meet and add up. The first and the last cell stay as they are, and nothing is joined across
 * a wide gap. Counts are longs: the t-digest, which counts in ints, only says where clusters end.
 *
 * <p>Confined to one thread.
 */
final class Clustering {
  /** That many cells, a quarter of an octave, are a gap that no samples lie in. */
  static final int WIDE_GAP = 32;

  private static final double COMPRESSION = 512;

  /** At most that part of all samples is joined in one cluster: in the middle. */
  static final double MOST_JOINED = Math.PI / COMPRESSION;

  private static final int MOST_SCALED_BITS = 29;

  private final CountedSamples samples;
  private final Cells cells;
  private final int[] indexes;
  private final long[] counts;
  private int size;

  private Clustering(CountedSamples samples) {
    this.samples = samples;
    this.cells = samples.cells();
    this.indexes = new int[cells.size()];
    this.counts = new long[cells.size()];
  }

  /** The same samples in at most so many cells. */
  static CountedSamples inAtMost(int most, CountedSamples samples) {
    CountedSamples fewer = samples;
    double compression = COMPRESSION;
    int gap = WIDE_GAP;
    while (fewer.cells().size() > most) {
      fewer = new Clustering(samples).clustered(compression, gap);
      compression *= 0.75;
      gap *= 2;
    }
    return fewer;
  }

  private CountedSamples clustered(double compression, int gap) {
    int shift = scale();
    int from = 0;
    for (Centroid centroid : digest(compression, shift).centroids()) {
      int to = end(from, centroid.count(), shift);
      addRun(from, to, gap);
      from = to;
    }
    Cells joined = new Cells(Arrays.copyOf(indexes, size), Arrays.copyOf(counts, size));
    return new CountedSamples(joined, true, samples.min(), samples.max());
  }

  /**
   * All cells in one go: only then are clusters runs of cells. Where they end depends on the order
   * of the cells and on counts alone, so that a cell's number stands for its value, which may be
   * too large to take the mean of.
   */
  private MergingDigest digest(double compression, int shift) {
    MergingDigest digest = new MergingDigest(compression, cells.size() + 2);
    digest.setScaleFunction(ScaleFunction.K_1);
    for (int i = 0; i < cells.size(); i++) {
      digest.add(i, scaled(i, shift));
    }
    return digest;
  }

  private int end(int from, int scaledCount, int shift) {
    int end = from;
    for (long left = scaledCount; left > 0; left -= scaled(end++, shift)) {
      assert end < cells.size() : "a cluster is larger than what is left";
    }
    return end;
  }

  /** How far counts are shifted so that all of them together are an int. */
  private int scale() {
    double total = Arrays.stream(cells.counts()).asDoubleStream().sum();
    return Math.max(0, Math.getExponent(total) - MOST_SCALED_BITS);
  }

  /** A t-digest wants a single sample at either end, and then leaves it alone. */
  private int scaled(int position, int shift) {
    boolean atAnEnd = position == 0 || position == cells.size() - 1;
    return atAnEnd ? 1 : (int) Math.max(1, cells.counts()[position] >>> shift);
  }

  private void addRun(int from, int to, int gap) {
    int start = from;
    for (int i = from + 1; i < to; i++) {
      if (cells.indexes()[i] - cells.indexes()[i - 1] > gap) {
        addCluster(start, i);
        start = i;
      }
    }
    addCluster(start, to);
  }

  private void addCluster(int from, int to) {
    double weight = 0;
    double mean = 0;
    long count = 0;
    for (int i = from; i < to; i++) {
      weight += cells.counts()[i];
      mean += (samples.middle(i) - mean) * (cells.counts()[i] / weight);
      count = Cells.saturatedSum(count, cells.counts()[i]);
    }
    indexes[size] =
        Math.min(Math.max(Grid.indexOf(mean), cells.indexes()[from]), cells.indexes()[to - 1]);
    counts[size++] = count;
  }
}
