package io.tallystick.core.sketch;

/**
 * Which value has a rank, and which rank a value, among counted samples.
 *
 * <p>A rank is that of a sample: with few samples the answer is one of them, as nearly as its cell
 * tells, and never a value between two. Inside a cell samples are taken to be spread evenly where
 * the cells beside it hold about as many, and to be one value otherwise: a timeout, a price, a
 * constant. Samples that look whole are taken to be whole.
 */
final class Ranks {
  /** A cell with more times the samples of both its neighbours holds one value, not a slope. */
  private static final int PEAK = 4;

  private final CountedSamples samples;
  private final Cells cells;
  private final boolean whole;
  private final long total;

  Ranks(CountedSamples samples) {
    this.samples = samples;
    this.cells = samples.cells();
    this.whole = samples.lookWhole();
    this.total = cells.total();
  }

  long total() {
    return total;
  }

  /** The value at the fraction {@code q} of all samples; there must be one. */
  double valueAt(double q) {
    long rank = Math.max(1, (long) Math.ceil(q * total));
    if (rank == 1 || rank >= total) {
      return rank == 1 && q < 1 ? samples.min() : samples.max();
    }
    long below = 0;
    int position = 0;
    while (position < cells.size() - 1 && rank - below > cells.counts()[position]) {
      below += cells.counts()[position++];
    }
    return valueInside(position, (rank - below - 0.5) / cells.counts()[position]);
  }

  private double valueInside(int position, double fraction) {
    double low = samples.lowest(position);
    double high = samples.highest(position);
    double part = isEven(position) ? Math.min(fraction, 1) : 0.5;
    if (whole) {
      double first = Math.ceil(low);
      return Math.min(first + Math.floor(part * (Math.floor(high) - first + 1)), high);
    }
    return low + part * (high - low);
  }

  /** About how many samples are at most {@code bound}. */
  long countAtMost(double bound) {
    if (bound >= samples.max()) {
      return total;
    }
    if (bound < samples.min()) {
      return 0;
    }
    long atMost = 0;
    int position = 0;
    while (samples.highest(position) <= bound) {
      atMost = Cells.saturatedSum(atMost, cells.counts()[position++]);
    }
    if (samples.lowest(position) <= bound) {
      atMost = Cells.saturatedSum(atMost, countInside(position, bound));
    }
    return Math.max(1, Math.min(atMost, total - 1));
  }

  private long countInside(int position, double bound) {
    double low = samples.lowest(position);
    double high = samples.highest(position);
    double part = (bound - low) / (high - low);
    if (whole) {
      double first = Math.ceil(low);
      part = (Math.floor(bound) - first + 1) / (Math.floor(high) - first + 1);
    }
    if (!isEven(position)) {
      part = part < 0.5 ? 0 : 1;
    }
    return (long) (part * cells.counts()[position]);
  }

  private boolean isEven(int position) {
    long beside = Cells.saturatedSum(beside(position, -1), beside(position, 1));
    return beside >= cells.counts()[position] / PEAK && beside > 0;
  }

  /** The count of the very next cell, which is 0 when it has no entry. */
  private long beside(int position, int step) {
    int other = position + step;
    if (other < 0 || other >= cells.size()) {
      return 0;
    }
    return cells.indexes()[other] == cells.indexes()[position] + step ? cells.counts()[other] : 0;
  }
}
