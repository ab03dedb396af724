package io.tallystick.store.jdbc;

import io.tallystick.MetricKind;
import io.tallystick.spi.SeriesKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Series of one kind that are asked for.
 *
 * @param kind that adds up
 * @param keys by their numbers
 * @param ranges in which the numbers lie, and others
 */
record KindSeries(MetricKind kind, Map<Long, SeriesKey> keys, List<IdRange> ranges) {
  private static final List<MetricKind> ADDING_UP =
      List.of(MetricKind.COUNTER, MetricKind.HISTOGRAM);

  /** Those of each kind that adds up, as far as there are any. */
  static List<KindSeries> of(SortedMap<Long, SeriesKey> found) {
    List<KindSeries> all = new ArrayList<>();
    for (MetricKind kind : ADDING_UP) {
      SortedMap<Long, SeriesKey> those = new TreeMap<>(found);
      those.values().removeIf(key -> key.kind() != kind);
      if (!those.isEmpty()) {
        all.add(new KindSeries(kind, new HashMap<>(those), IdRange.covering(those.keySet())));
      }
    }
    return all;
  }

  /** The columns that add up: how many, how much, and the least and greatest there were. */
  List<String> columns() {
    return kind == MetricKind.COUNTER
        ? List.of("count", "weighted_sum")
        : List.of("count", "sum", "min", "max");
  }
}
