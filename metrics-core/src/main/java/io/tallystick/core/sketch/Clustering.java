package io.tallystick.core.sketch;

import com.tdunning.math.stats.Centroid;
import com.tdunning.math.stats.MergingDigest;
import java.util.Arrays;

/**
 * Joins neighbouring cells, by what a t-digest would join, until there are few: many small clusters
 * where quantiles are steep, at both ends, and larger ones in the middle.
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
  private static final int MOST_SCALED_BITS = 30;

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
    addRun(0, 1, gap);
    int next = 1;
    int shift = scale();
    for (Centroid centroid : digest(compression, shift).centroids()) {
      int from = next;
      long left = centroid.count();
      while (left > 0 && next < cells.size() - 1) {
        left -= scaled(next++, shift);
      }
      addRun(from, next, gap);
    }
    addRun(cells.size() - 1, cells.size(), gap);
    Cells joined = new Cells(Arrays.copyOf(indexes, size), Arrays.copyOf(counts, size));
    return new CountedSamples(joined, true, samples.min(), samples.max());
  }

  /** All between the first and the last cell, in one go: only then are clusters runs of cells. */
  private MergingDigest digest(double compression, int shift) {
    MergingDigest digest = new MergingDigest(compression, cells.size());
    for (int i = 1; i < cells.size() - 1; i++) {
      digest.add(samples.middle(i), scaled(i, shift));
    }
    return digest;
  }

  /** How far counts are shifted so that all of them together are an int. */
  private int scale() {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(cells.total());
    return Math.max(0, bits - MOST_SCALED_BITS);
  }

  private int scaled(int position, int shift) {
    return (int) Math.max(1, cells.counts()[position] >>> shift);
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
    if (from == to) {
      return;
    }
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
