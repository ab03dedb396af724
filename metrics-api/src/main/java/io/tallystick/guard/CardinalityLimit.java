package io.tallystick.guard;

/**
 * How many series and names a runtime may hold.
 *
 * <p>Pure: the counts are the caller's. What is refused goes to the metric's overflow series, so
 * that sums stay exact.
 *
 * <pre>{@code
 * Decision decision = CardinalityLimit.standard().decideSeries("orders.count", 1_000, 4_200);
 * decision.rule(); // SERIES_PER_METRIC: the metric has its 1,000 already
 * }</pre>
 *
 * @param seriesPerMetric the most series of one metric
 * @param seriesInAll the most series of all metrics together
 * @param namesInAll the most metric names
 */
public record CardinalityLimit(int seriesPerMetric, int seriesInAll, int namesInAll) {
  private static final int MOST = 10_000_000;

  /** Checks every limit. */
  public CardinalityLimit {
    GuardLimits.requireWithin("seriesPerMetric", seriesPerMetric, 1, MOST);
    GuardLimits.requireWithin("seriesInAll", seriesInAll, seriesPerMetric, MOST);
    GuardLimits.requireWithin("namesInAll", namesInAll, 1, seriesInAll);
  }

  /** 1,000 series a metric, 50,000 in all, 5,000 names. */
  public static CardinalityLimit standard() {
    return new CardinalityLimit(1_000, 50_000, 5_000);
  }

  /** This limit with another number of series for each metric. */
  public CardinalityLimit withSeriesPerMetric(int series) {
    return new CardinalityLimit(series, seriesInAll, namesInAll);
  }

  /**
   * Whether a metric may have one more series.
   *
   * @param metric the metric's name, for the message
   * @param ofMetric how many series the metric has
   * @param inAll how many series the runtime has
   */
  public Decision decideSeries(String metric, int ofMetric, int inAll) {
    Decision metricHasRoom =
        Decision.room(
            Rule.SERIES_PER_METRIC, PiiFilter.quoted(metric), ofMetric, seriesPerMetric, "series");
    return metricHasRoom.isAccepted()
        ? Decision.room(Rule.SERIES_IN_ALL, "The runtime", inAll, seriesInAll, "series")
        : metricHasRoom;
  }

  /**
   * Whether the runtime may have one more name.
   *
   * @param names how many names it has
   */
  public Decision decideName(int names) {
    return Decision.room(Rule.NAMES_IN_ALL, "The runtime", names, namesInAll, "metric names");
  }
}
