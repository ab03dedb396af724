package io.tallystick.core.alert;

import io.tallystick.core.query.Windows;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** How full limits were: of each key the fullest minute of each window. */
final class LimitCourse {
  private static final Duration MINUTE = LimitUse.MINUTE;
  private static final Windows.Point UNUSED = new Windows.Point(0, 0, 0, true, false);

  private LimitCourse() {}

  static Course of(
      RuleDefinition rule, Duration asked, TimeRange within, LimitUses limits, Duration step) {
    Duration window = step.multipliedBy((asked.toMillis() + step.toMillis() - 1) / step.toMillis());
    List<Instant> ends = ends(within, step);
    TimeRange range = new TimeRange(within.from().plus(MINUTE).minus(window), within.to());
    Map<String, NavigableMap<Instant, LimitUse>> byKey = new LinkedHashMap<>();
    String only = rule.scope().apiKey();
    for (LimitUse use : limits.uses(step, range, only.isEmpty() ? null : only)) {
      byKey.computeIfAbsent(use.key(), key -> new TreeMap<>()).put(use.start(), use);
    }
    Map<List<String>, List<Windows.Point>> lines = new LinkedHashMap<>();
    byKey.entrySet().stream()
        .sorted(Comparator.comparingDouble(LimitCourse::fullest).reversed())
        .forEach(each -> lines.put(List.of(each.getKey()), points(each.getValue(), ends, window)));
    return new Course(true, Collections.nCopies(ends.size(), true), 0, step, window, ends, lines);
  }

  private static double fullest(Map.Entry<String, NavigableMap<Instant, LimitUse>> uses) {
    return uses.getValue().values().stream().mapToDouble(LimitUse::percent).max().orElse(0);
  }

  /** Wide uses meet at whole multiples of their width. */
  private static List<Instant> ends(TimeRange within, Duration step) {
    long first = Math.floorDiv(within.from().toEpochMilli(), step.toMillis()) + 1;
    List<Instant> ends = new ArrayList<>();
    for (Instant end = Instant.ofEpochMilli(first * step.toMillis());
        !end.isAfter(within.to());
        end = end.plus(step)) {
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

  /** Of several minutes nobody knows what was used and allowed in the fullest. */
  private static Windows.Point point(LimitUse fullest) {
    double limit = fullest.isOfAMinute() ? (double) fullest.limit() : Double.NaN;
    return new Windows.Point(fullest.percent(), limit, (double) fullest.used(), true, true);
  }
}
