package io.tallystick.core.record;

/** Is shown every series when recording is drained; see {@link Recording#drain}. */
public interface DrainTarget {
  /**
   * A counter.
   *
   * @param total all whole amounts since the series began
   * @param inMinute the whole amounts since the minute began
   * @param fraction the sum of the amounts with a fraction since the last drain
   */
  void counter(Series series, long total, long inMinute, double fraction);

  /**
   * A gauge that was set at least once.
   *
   * @param last the last value
   * @param least the least value since the last drain, or positive infinity when none was set
   * @param greatest the greatest value since the last drain, or negative infinity
   */
  void gauge(Series series, double last, double least, double greatest);

  /**
   * Whether to show a histogram; its samples are copied only when they are wanted.
   *
   * @param count how many samples it has since the minute began
   */
  boolean wantsHistogram(Series series, long count);

  /** Whether histograms are shown with their distribution, or else with an empty one. */
  default boolean wantsSketches() {
    return true;
  }

  /** Whether histograms are shown with their counts between bounds, or else without. */
  default boolean wantsBuckets() {
    return true;
  }

  /** A histogram that was wanted, as it is since the minute began. */
  void histogram(Series series, HistogramMinute minute);
}
