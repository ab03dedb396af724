package io.tallystick.core.sketch;

/**
 * Which value has a rank, and which rank a value, among counted samples.
 *
 * <p>A rank is that of a sample: with few samples the answer is one of them, as nearly as its cell
 * tells, and never a value between two. Samples that look whole are taken to be whole.
 */
final class Ranks {
  private final CountedSamples samples;
  private final Cells cells;
  private final Spread spread;
  private final boolean whole;
  private final long total;

  Ranks(CountedSamples samples) {
    this.samples = samples;
    this.cells = samples.cells();
    this.whole = samples.lookWhole();
    this.total = cells.total();
    this.spread = new Spread(samples, total);
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
    double part = Math.min(1, (rank - below - 0.5) / cells.counts()[position]);
    double value = whole ? wholeAt(position, part) : spread.valueAt(position, part);
    return Math.max(samples.min(), Math.min(value, samples.max()));
  }

  private double wholeAt(int position, double part) {
    if (samples.clustered()) {
      return Math.rint(spread.valueAt(position, part));
    }
    double first = Math.ceil(samples.lowest(position));
    double values = Math.floor(samples.highest(position)) - first + 1;
    return first + Math.floor((spread.isOneValue(position) ? 0.5 : part) * values);
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
    while (position < cells.size() - 1 && spread.high(position) <= bound) {
      atMost = Cells.saturatedSum(atMost, cells.counts()[position++]);
    }
    long inside = (long) (partAtMost(position, bound) * cells.counts()[position]);
    return Math.max(1, Math.min(Cells.saturatedSum(atMost, inside), total - 1));
  }

  private double partAtMost(int position, double bound) {
    if (!whole || samples.clustered()) {
      return spread.partAtMost(position, bound);
    }
    if (spread.isOneValue(position)) {
      return bound < wholeAt(position, 0.5) ? 0 : 1;
    }
    double first = Math.ceil(samples.lowest(position));
    double values = Math.floor(samples.highest(position)) - first + 1;
    return Math.max(0, Math.min((Math.floor(bound) - first + 1) / values, 1));
  }
}
