package io.tallystick.core.alert;

import io.tallystick.core.query.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How what a rule looks at went: of each group a value for each window.
 *
 * @param isKnown whether anybody ever recorded the metric
 * @param isAlive whether anything was found in the last window, or somebody was there to record
 * @param none the value of a group of which nothing was recorded: 0 of what is counted, else NaN
 * @param step how far apart the windows are
 * @param window how long each is
 * @param ends where they end
 * @param lines the points of each group, one for each end
 */
record Course(
    boolean isKnown,
    boolean isAlive,
    double none,
    Duration step,
    Duration window,
    List<Instant> ends,
    Map<List<String>, List<Windows.Point>> lines) {
  /** How it was at one of the ends. */
  Course at(int end) {
    Map<List<String>, List<Windows.Point>> points = new LinkedHashMap<>();
    lines.forEach((group, all) -> points.put(group, List.of(all.get(end))));
    return new Course(isKnown, isAlive, none, step, window, List.of(ends.get(end)), points);
  }

  /** Nothing, of a metric that nobody knows. */
  static Course unknown(Duration window) {
    return new Course(false, false, Double.NaN, Duration.ofMinutes(1), window, List.of(), Map.of());
  }
}
