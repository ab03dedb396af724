package io.tallystick.benchmarks.storage;

import io.tallystick.core.query.Aggregation;
import io.tallystick.core.query.MetricsReader;
import io.tallystick.core.query.Period;
import io.tallystick.core.query.Question;
import io.tallystick.core.query.Selection;
import io.tallystick.core.query.Step;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Something that a person asks of history.
 *
 * @param name what it is called in the report
 * @param mostColdMillis its goal in SQLite on a connection that knows nothing yet, or {@link
 *     Double#MAX_VALUE}
 * @param question what is asked
 * @param kind which answer is wanted
 */
record AskedQuestion(
    String name,
    double mostColdMillis,
    Question question,
    BiFunction<MetricsReader, Question, Object> kind) {
  private static final int NO_GOAL = 0;

  /** Asks it, for an answer of now or perhaps one of a moment ago. */
  Object ask(MetricsReader reader, boolean isFresh) {
    return kind.apply(reader, isFresh ? question.fresh() : question);
  }

  static List<AskedQuestion> all() {
    return List.of(
        over("24h, p95 by hour, 1 series", 5, one()),
        in("24h, breakdown by tag, counts, 50 series", 10, parts(), MetricsReader::breakdown),
        in("24h, the same, p95", 10, parts().aggregate(p95()), MetricsReader::breakdown),
        in("24h, heatmap, 100 endpoints by hour", 20, endpoints(), MetricsReader::heatmap),
        in("24h, top 10 of 500 keys", 20, callers(), MetricsReader::breakdown),
        over("30d, counts by day, 100 series", 20, ofCounts(Period.MONTH)),
        over("30d, sums by day, 100 series", 20, ofSums(Period.MONTH)),
        over("12mo, counts by month, 100 series", 20, ofCounts(Period.YEAR)),
        over("12mo, sums by month, 100 series", 20, ofSums(Period.YEAR)),
        over("12mo, p95 by month, 100 series", 300, ofValues(Period.YEAR)),
        over("12mo, the same, a line for each series", 300, linesOfAYear()),
        over("30d, p95 by day, 100 series", NO_GOAL, ofValues(Period.MONTH)),
        in("30d, heatmap, 100 endpoints by hour", NO_GOAL, month(), MetricsReader::heatmap),
        in("24h, all percentiles, 100 series", NO_GOAL, all(Period.DAY), MetricsReader::aggregate));
  }

  private static AskedQuestion over(String name, double most, Question question) {
    return in(name, most, question, MetricsReader::timeSeries);
  }

  private static AskedQuestion in(
      String name,
      double most,
      Question question,
      BiFunction<MetricsReader, Question, Object> kind) {
    return new AskedQuestion(name, most == NO_GOAL ? Double.MAX_VALUE : most, question, kind);
  }

  private static Aggregation p95() {
    return Aggregation.percentile(95);
  }

  private static Question one() {
    Selection series =
        Selection.of(AskedHistory.PARTS).tag(AskedHistory.ENDPOINT, AskedHistory.value(7));
    return Question.about(series).aggregate(p95());
  }

  private static Question parts() {
    return Question.about(AskedHistory.PARTS)
        .groupBy(AskedHistory.ENDPOINT)
        .aggregate(Aggregation.COUNT);
  }

  private static Question endpoints() {
    return Question.about(AskedHistory.DURATIONS).groupBy(AskedHistory.ENDPOINT);
  }

  private static Question month() {
    return endpoints().period(Period.MONTH).step(Step.HOUR);
  }

  private static Question callers() {
    return Question.about(AskedHistory.CALLS)
        .groupBy(AskedHistory.KEY)
        .top(10)
        .aggregate(Aggregation.COUNT);
  }

  private static Question ofCounts(Period period) {
    return Question.about(AskedHistory.REQUESTS).period(period).aggregate(Aggregation.COUNT);
  }

  private static Question ofSums(Period period) {
    return all(period).aggregate(Aggregation.SUM);
  }

  /** A percentile of all samples together. */
  static Question ofValues(Period period) {
    return all(period).aggregate(p95());
  }

  private static Question all(Period period) {
    return Question.about(AskedHistory.DURATIONS).period(period);
  }

  private static Question linesOfAYear() {
    return ofValues(Period.YEAR).groupBy(AskedHistory.ENDPOINT);
  }
}
