package io.tallystick.core.query;

import java.util.List;

/**
 * How a metric went over time.
 *
 * <pre>{@code
 * TimeSeries day = reader.timeSeries(Question.about("orders.count").groupBy("status"));
 * day.lines().forEach(line -> draw(line.group(), line.points()));
 * }</pre>
 *
 * @param aggregation what the numbers are, such as {@code count} or {@code p95}; {@code ratio}
 * @param step how long a point is; wider than what was asked for where narrower buckets are not
 *     kept
 * @param lines one for each group, the largest first; one without a group when nothing was grouped
 *     and the metric is known
 * @param groups how many groups there are, with those that are not among the largest
 * @param basis what it was made of
 */
public record TimeSeries(String aggregation, Step step, List<Line> lines, int groups, Basis basis) {
  /** Copies the list. */
  public TimeSeries {
    lines = List.copyOf(lines);
  }
}
