package io.tallystick.core.alert;

import io.tallystick.core.query.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How what a rule looks at went: of each group a value for each window.
 *
 * @param isKnown whether anybody ever recorded the metric
 * @param alive of each window whether anything was found in it, or somebody was there to record
 * @param none the value of a group of which nothing was recorded: 0 of what is counted, else NaN
 * @param step how far apart the windows are
 * @param window how long each is
 * @param ends where they end
 * @param lines the points of each group, one for each end
 */
record Course(
    boolean isKnown,
    List<Boolean> alive,
    double none,
    Duration step,
    Duration window,
    List<Instant> ends,
    Map<List<String>, List<Windows.Point>> lines) {
  boolean isAlive(int end) {
    return end < alive.size() && alive.get(end);
  }

  /** How it was at one of the ends. */
  Course at(int end) {
    Map<List<String>, List<Windows.Point>> points = new LinkedHashMap<>();
    lines.forEach((group, all) -> points.put(group, List.of(all.get(end))));
    return new Course(
        isKnown, List.of(isAlive(end)), none, step, window, List.of(ends.get(end)), points);
  }

  /**
   * The groups that come first, as many as a rule may have, and those that are kept.
   *
   * @param kept their names
   */
  Course ofMost(Set<String> kept) {
    if (lines.size() <= Measurement.MOST_GROUPS) {
      return this;
    }
    Map<List<String>, List<Windows.Point>> most = new LinkedHashMap<>();
    lines.forEach(
        (group, points) -> {
          if (most.size() < Measurement.MOST_GROUPS || kept.contains(GroupName.of(group))) {
            most.put(group, points);
          }
        });
    return new Course(isKnown, alive, none, step, window, ends, most);
  }

  /** Nothing, of a metric that nobody knows. */
  static Course unknown(Duration window) {
    return new Course(
        false, List.of(), Double.NaN, Duration.ofMinutes(1), window, List.of(), Map.of());
  }
}
