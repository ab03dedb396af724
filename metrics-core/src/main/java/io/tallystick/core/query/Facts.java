package io.tallystick.core.query;

import io.tallystick.MetricKind;
import io.tallystick.spi.SeriesKey;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a metric from its series.
 *
 * @param kind what it is: of several kinds that it was recorded as, the one of most series; null
 *     without any
 * @param tags the values of each tag key
 * @param series how many there are
 */
record Facts(@Nullable MetricKind kind, SortedMap<String, SortedSet<String>> tags, long series) {
  /** More values of one key are not remembered: the first ones in their order are. */
  private static final int MOST_VALUES = 20_000;

  /** Facts of all of these. */
  static Facts of(Stream<SeriesKey> all) {
    Map<MetricKind, Long> kinds = new EnumMap<>(MetricKind.class);
    SortedMap<String, NavigableSet<String>> tags = new TreeMap<>();
    all.forEach(
        series -> {
          kinds.merge(series.kind(), 1L, Long::sum);
          for (int i = 0; i < series.tags().size(); i++) {
            keep(
                series.tags().value(i),
                tags.computeIfAbsent(series.tags().key(i), first -> new TreeSet<>()));
          }
        });
    long count = kinds.values().stream().mapToLong(Long::longValue).sum();
    MetricKind kind =
        kinds.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(null);
    return new Facts(kind, Collections.unmodifiableSortedMap(new TreeMap<>(tags)), count);
  }

  private static void keep(String value, NavigableSet<String> values) {
    values.add(value);
    if (values.size() > MOST_VALUES) {
      values.pollLast();
    }
  }

  boolean hasKey(String key) {
    return tags.containsKey(key);
  }

  int size() {
    return tags.values().stream().mapToInt(values -> 1 + values.size()).sum();
  }
}
