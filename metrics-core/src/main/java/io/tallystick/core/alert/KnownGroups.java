package io.tallystick.core.alert;

import io.tallystick.core.query.Windows;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which groups are known at a time of the past: those of which something was seen in the day
 * before, as {@link Measurement#groups} has it of now. For one thread.
 */
final class KnownGroups {
  private final Map<List<String>, Instant> seen = new LinkedHashMap<>();

  /** Takes what was known when it begins. */
  void begin(List<List<String>> groups, Instant from) {
    groups.forEach(group -> seen.put(group, from));
  }

  /** Takes what was seen in a window. */
  void look(Course course, int at) {
    Instant end = course.ends().get(at);
    for (Map.Entry<List<String>, List<Windows.Point>> line : course.lines().entrySet()) {
      if (line.getValue().get(at).hasData()) {
        seen.put(line.getKey(), end);
      }
    }
  }

  /** Those that are known at a time. */
  Set<List<String>> at(Instant end) {
    Instant oldest = end.minus(Measurement.GROUPS_OF);
    seen.values().removeIf(last -> last.isBefore(oldest));
    return new HashSet<>(seen.keySet());
  }
}
