package io.tallystick.core.sketch;

import com.tdunning.math.stats.ScaleFunction;
import java.util.Arrays;

/**
 * Joins neighbouring cells, by what a t-digest would join, until there are few: small clusters at
 * both ends, where quantiles are steep, and larger ones in the middle.
 *
 * <p>The rule is the t-digest's: a cluster takes the next cell as long as both together stay below
 * what the scale function allows at either side. Cells are in their order already, so that one pass
 * over them does it.
 *
 * <p>A cluster sits on the grid, in the cell of its mean, so that clusters of different sketches
 * still meet and add up. The first and the last cell stay as they are, and nothing is joined across
 * a wide gap.
 *
 * <p>Confined to one thread.
 */
final class Clustering {
  /** That many cells, a quarter of an octave, are a gap that no samples lie in. */
  static final int WIDE_GAP = 32;

  /** The t-digest's measure at the first try: with a larger one, clusters are smaller. */
  static final double COMPRESSION = 400;

  /** At most that part of all samples is joined in one cluster: in the middle. */
  static final double MOST_JOINED = Math.PI / COMPRESSION;

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

  /** The same samples joined once, and again and more boldly until they lie in so many cells. */
  static CountedSamples inAtMost(int most, CountedSamples samples) {
    double compression = COMPRESSION;
    int gap = WIDE_GAP;
    CountedSamples fewer = new Clustering(samples).clustered(compression, gap);
    while (fewer.cells().size() > most) {
      compression *= 0.75;
      gap *= 2;
      fewer = new Clustering(samples).clustered(compression, gap);
    }
    return fewer;
  }

  private CountedSamples clustered(double compression, int gap) {
    double total = total();
    double mostInTheMiddle =
        total * ScaleFunction.K_1.max(0.5, ScaleFunction.K_1.normalizer(compression, total));
    int last = cells.size() - 1;
    int from = 0;
    double before = 0;
    double weight = weight(0);
    double most = 0;
    for (int i = 1; i <= last; i++) {
      double together = weight + weight(i);
      double mostBehind = mostInTheMiddle * partAt((before + together) / total);
      boolean fits = together <= Math.min(most, mostBehind);
      if (fits && i > 1 && i < last) {
        weight = together;
      } else {
        addRun(from, i, gap);
        from = i;
        before += weight;
        weight = weight(i);
        most = mostInTheMiddle * partAt(before / total);
      }
    }
    addRun(from, cells.size(), gap);
    Cells joined = new Cells(Arrays.copyOf(indexes, size), Arrays.copyOf(counts, size));
    return new CountedSamples(joined, true, samples.min(), samples.max());
  }

  /** How much of what a cluster may weigh in the middle it may at a quantile, by K₁. */
  private static double partAt(double q) {
    return q <= 0 || q >= 1 ? 0 : 2 * Math.sqrt(q * (1 - q));
  }

  private double total() {
    double total = 0;
    for (int i = 0; i < cells.size(); i++) {
      total += weight(i);
    }
    return total;
  }

  /** The first and the last cell weigh as the single sample that a t-digest has at either end. */
  private double weight(int position) {
    boolean atAnEnd = position == 0 || position == cells.size() - 1;
    return atAnEnd ? 1 : cells.counts()[position];
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
