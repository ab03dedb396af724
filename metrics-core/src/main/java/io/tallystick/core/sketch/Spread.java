package io.tallystick.core.sketch;

/**
 * How the samples of one cell are taken to lie: half of them evenly below its middle, half above.
 *
 * <p>Of a cell, they reach to its bounds; of a cluster, to where it meets the next one, or where
 * there is a gap as far as on the other side. But where far more samples are in one cell than its
 * neighbours or the size of clusters explain, they are one value: a timeout, a price, a constant.
 */
final class Spread {
  /** A cell with more times the samples of both its neighbours holds one value, not a slope. */
  private static final int PEAK = 4;

  /** What is more times as far away on one side as on the other lies behind a gap. */
  private static final int FARTHER = 3;

  private final CountedSamples samples;
  private final Cells cells;
  private final double largestCluster;

  Spread(CountedSamples samples, long total) {
    this.samples = samples;
    this.cells = samples.cells();
    this.largestCluster = Clustering.MOST_JOINED * total;
  }

  /** The value that the part of the cell's samples is below. */
  double valueAt(int position, double part) {
    double middle = samples.middle(position);
    if (isOneValue(position)) {
      return middle;
    }
    if (part < 0.5) {
      double low = low(position);
      return low + (middle - low) * 2 * part;
    }
    return middle + (high(position) - middle) * (2 * part - 1);
  }

  /** The part of the cell's samples that are at most {@code bound}. */
  double partAtMost(int position, double bound) {
    double middle = samples.middle(position);
    if (isOneValue(position)) {
      return bound < middle ? 0 : 1;
    }
    if (bound < middle) {
      double low = low(position);
      return Math.max(0, 0.5 * (bound - low) / (middle - low));
    }
    double high = high(position);
    return bound >= high ? 1 : 0.5 + 0.5 * (bound - middle) / (high - middle);
  }

  boolean isOneValue(int position) {
    long count = cells.counts()[position];
    if (samples.clustered()) {
      // Larger than any cluster: it was one cell from the start, as both ends are.
      return count == 1 || count > largestCluster || isEnd(position);
    }
    long beside = Cells.saturatedSum(countAt(position, -1), countAt(position, 1));
    return beside == 0 || beside < count / PEAK;
  }

  /** The count of the very next cell, which is 0 when it has no entry. */
  private long countAt(int position, int step) {
    int other = position + step;
    boolean isNext =
        other >= 0
            && other < cells.size()
            && cells.indexes()[other] == cells.indexes()[position] + step;
    return isNext ? cells.counts()[other] : 0;
  }

  /** The least value of a sample in the cell. */
  private double low(int position) {
    return samples.clustered() && !isEnd(position)
        ? clusterEnd(position, -1)
        : samples.lowest(position);
  }

  /** The greatest value of a sample in the cell. */
  double high(int position) {
    return samples.clustered() && !isEnd(position)
        ? clusterEnd(position, 1)
        : samples.highest(position);
  }

  private double clusterEnd(int position, int step) {
    if (meets(position, step)) {
      return border(position, step);
    }
    double middle = samples.middle(position);
    double halfway = middle / 2 + samples.middle(position + step) / 2;
    double asOnTheOtherSide =
        meets(position, -step) ? middle - (border(position, -step) - middle) : middle;
    return step < 0 ? Math.max(halfway, asOnTheOtherSide) : Math.min(halfway, asOnTheOtherSide);
  }

  /** Where it meets the one beside: so that half of either is spread evenly between the middles. */
  private double border(int position, int step) {
    int beside = position + step;
    if (isOneValue(beside)) {
      return step < 0 ? samples.highest(beside) : samples.lowest(beside);
    }
    int left = Math.min(position, beside);
    double count = cells.counts()[left];
    double part = count / (count + cells.counts()[left + 1]);
    return samples.middle(left) * (1 - part) + samples.middle(left + 1) * part;
  }

  private boolean meets(int position, int step) {
    return reaches(position, step) && reaches(position + step, -step);
  }

  private boolean reaches(int position, int step) {
    int far = distance(position, step);
    return far <= Clustering.WIDE_GAP
        || isOneValue(position)
        || far <= FARTHER * distance(position, -step);
  }

  private int distance(int position, int step) {
    return Math.abs(cells.indexes()[position + step] - cells.indexes()[position]);
  }

  private boolean isEnd(int position) {
    return position == 0 || position == cells.size() - 1;
  }
}
