package io.tallystick.core.sketch;

/**
 * Which value has a rank, and which rank a value, among counted samples.
 *
 * <p>A rank is that of a sample: with few samples the answer is one of them, as nearly as its cell
 * tells, and never a value between two. Half the samples of a cell are spread evenly below its
 * middle and half above, as far as its bounds or, among clusters, as far as the next one. But where
 * far more samples are in one cell than its neighbours or a cluster's size explain, they are one
 * value: a timeout, a price, a constant. Samples that look whole are taken to be whole.
 */
final class Ranks {
  /** A cell with more times the samples of both its neighbours holds one value, not a slope. */
  private static final int PEAK = 4;

  /** A cell with more times the samples of the largest cluster was not made by joining. */
  private static final int PEAK_AMONG_CLUSTERS = 2;

  private final CountedSamples samples;
  private final Cells cells;
  private final int reach;
  private final boolean whole;
  private final long total;

  Ranks(CountedSamples samples) {
    this.samples = samples;
    this.cells = samples.cells();
    this.reach = samples.clustered() ? Clustering.WIDE_GAP : 1;
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
    double part = (rank - below - 0.5) / cells.counts()[position];
    return valueInside(position, Math.min(part, 1));
  }

  private double valueInside(int position, double part) {
    double low = low(position);
    double high = high(position);
    if (whole && !samples.clustered()) {
      double first = Math.ceil(low);
      double spread = isPeak(position) ? 0.5 : part;
      return Math.min(first + Math.floor(spread * (Math.floor(high) - first + 1)), high);
    }
    double middle = samples.middle(position);
    if (isPeak(position)) {
      return middle;
    }
    double value =
        part < 0.5 ? low + (middle - low) * 2 * part : middle + (high - middle) * (2 * part - 1);
    return whole ? Math.rint(value) : value;
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
    while (position < cells.size() - 1 && high(position) <= bound) {
      atMost = Cells.saturatedSum(atMost, cells.counts()[position++]);
    }
    atMost = Cells.saturatedSum(atMost, countInside(position, bound));
    return Math.max(1, Math.min(atMost, total - 1));
  }

  private long countInside(int position, double bound) {
    double low = low(position);
    double high = high(position);
    double middle = samples.middle(position);
    double part =
        bound < middle
            ? 0.5 * (bound - low) / (middle - low)
            : 0.5 + 0.5 * (bound - middle) / (high - middle);
    if (whole && !samples.clustered()) {
      double first = Math.ceil(low);
      part = (Math.floor(bound) - first + 1) / (Math.floor(high) - first + 1);
    }
    if (isPeak(position)) {
      part = part < 0.5 ? 0 : 1;
    }
    return (long) (Math.max(0, Math.min(part, 1)) * cells.counts()[position]);
  }

  private double low(int position) {
    int before = position - 1;
    if (!samples.clustered() || !meets(position, before)) {
      return samples.lowest(position);
    }
    return isPeak(before) ? samples.highest(before) : borderAfter(before);
  }

  private double high(int position) {
    int after = position + 1;
    if (!samples.clustered() || !meets(position, after)) {
      return samples.highest(position);
    }
    return isPeak(after) ? samples.lowest(after) : borderAfter(position);
  }

  /** Where two clusters meet: so that half of either is spread evenly between their middles. */
  private double borderAfter(int position) {
    double count = cells.counts()[position];
    double part = count / (count + cells.counts()[position + 1]);
    double middle = samples.middle(position);
    return middle + (samples.middle(position + 1) - middle) * part;
  }

  private boolean isPeak(int position) {
    long count = cells.counts()[position];
    if (samples.clustered()) {
      return count == 1 || count > PEAK_AMONG_CLUSTERS * Clustering.MOST_JOINED * total;
    }
    long beside =
        Cells.saturatedSum(
            countBeside(position, position - 1), countBeside(position, position + 1));
    return beside == 0 || beside < count / PEAK;
  }

  private long countBeside(int position, int beside) {
    return meets(position, beside) ? cells.counts()[beside] : 0;
  }

  /** Whether nothing wide lies between a cell and another one beside it. */
  private boolean meets(int position, int beside) {
    return beside >= 0
        && beside < cells.size()
        && Math.abs(cells.indexes()[position] - cells.indexes()[beside]) <= reach;
  }
}
