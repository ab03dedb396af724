package io.tallystick.core.query;

import java.util.List;

/**
 * The points of one group of series.
 *
 * <pre>{@code
 * series.lines().forEach(line -> chart.line(String.join(" ", line.group()), line.points()));
 * }</pre>
 *
 * @param group the values of the keys that were grouped by, in their order, empty ones where series
 *     lack a tag; no values where nothing was grouped
 * @param points in the order of time, without a hole
 */
public record Line(List<String> group, List<DataPoint> points) {
  /** Copies both lists. */
  public Line {
    group = List.copyOf(group);
    points = List.copyOf(points);
  }
}
