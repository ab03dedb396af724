package io.tallystick.core.alert;

import io.tallystick.core.query.Windows;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** How full limits were: of each key the fullest minute of each window. */
final class LimitCourse {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Windows.Point UNUSED = new Windows.Point(0, 0, 0, true, false);

  private LimitCourse() {}

  static Course of(
      RuleDefinition rule,
      Duration window,
      TimeRange ends,
      BiFunction<TimeRange, @Nullable String, List<LimitUse>> limits) {
    TimeRange minutes = new TimeRange(ends.from().plus(MINUTE).minus(window), ends.to());
    Map<String, NavigableMap<Instant, LimitUse>> byKey = new LinkedHashMap<>();
    String only = rule.scope().apiKey();
    for (LimitUse use : limits.apply(minutes, only.isEmpty() ? null : only)) {
      byKey.computeIfAbsent(use.key(), key -> new TreeMap<>()).put(use.minute(), use);
    }
    List<Instant> at = ends(ends);
    Map<List<String>, List<Windows.Point>> lines = new LinkedHashMap<>();
    byKey.entrySet().stream()
        .sorted(Comparator.comparingDouble(LimitCourse::fullest).reversed())
        .limit(Measurement.MOST_GROUPS)
        .forEach(each -> lines.put(List.of(each.getKey()), points(each.getValue(), at, window)));
    return new Course(true, true, 0, MINUTE, window, at, lines);
  }

  private static double fullest(Map.Entry<String, NavigableMap<Instant, LimitUse>> uses) {
    return uses.getValue().values().stream().mapToDouble(LimitUse::percent).max().orElse(0);
  }

  private static List<Instant> ends(TimeRange within) {
    List<Instant> ends = new ArrayList<>();
    for (Instant end = within.from().plus(MINUTE);
        !end.isAfter(within.to());
        end = end.plus(MINUTE)) {
      ends.add(end);
    }
    return ends;
  }

  private static List<Windows.Point> points(
      NavigableMap<Instant, LimitUse> uses, List<Instant> ends, Duration window) {
    return ends.stream()
        .map(
            end ->
                uses.subMap(end.minus(window), true, end, false).values().stream()
                    .max(Comparator.comparingDouble(LimitUse::percent))
                    .map(LimitCourse::point)
                    .orElse(UNUSED))
        .toList();
  }

  private static Windows.Point point(LimitUse fullest) {
    return new Windows.Point(
        fullest.percent(), (double) fullest.limit(), (double) fullest.used(), true, true);
  }
}
