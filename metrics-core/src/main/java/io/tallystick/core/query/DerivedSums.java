package io.tallystick.core.query;

import io.tallystick.MetricKind;
import io.tallystick.core.merge.FiniteSum;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds up what is derived as what is stored is: by group and stretch. */
final class DerivedSums {
  /** What has no source of its own. */
  private static final String SOURCE = "derived";

  private final DerivedHistory derived;
  private final Borders borders;
  private final Limits limits;

  DerivedSums(DerivedHistory derived, Borders borders, Limits limits) {
    this.derived = derived;
    this.borders = borders;
    this.limits = limits;
  }

  Evaluated evaluate(SeriesFilter filter, List<String> keys, Stop stop) {
    Groups groups = new Groups(keys);
    Map<List<String>, FiniteSum[]> sums = new HashMap<>();
    long rows = 0;
    for (DerivedHistory.Value value : ask(filter.name())) {
      stop.check();
      SeriesKey series = SeriesKey.system(filter.name(), MetricKind.COUNTER, SOURCE, value.tags());
      if (borders.all().contains(value.at()) && filter.asksFor(series)) {
        rows++;
        add(sums, groups.of(series), value);
      }
    }
    Map<List<String>, @Nullable CellValue[]> values = new HashMap<>();
    sums.forEach((group, all) -> values.put(group, values(all)));
    return new Evaluated(values, Set.of(), rows);
  }

  /** About one number a stretch. */
  private List<DerivedHistory.Value> ask(String name) {
    TimeRange all = borders.all();
    Duration step =
        borders.count() == 1 ? Duration.between(all.from(), all.to()) : borders.step().nominal();
    return derived.series(name, all, step);
  }

  private void add(
      Map<List<String>, FiniteSum[]> sums, List<String> group, DerivedHistory.Value value) {
    FiniteSum[] of = sums.get(group);
    if (of == null) {
      limits.requireGroups(sums.size() + 1L, borders);
      of = new FiniteSum[borders.count()];
      sums.put(group, of);
    }
    int at = borders.find(value.at(), 0);
    if (of[at] == null) {
      of[at] = new FiniteSum();
    }
    of[at].add(value.value());
  }

  private static @Nullable CellValue[] values(@Nullable FiniteSum[] sums) {
    @Nullable CellValue[] values = new CellValue[sums.length];
    for (int i = 0; i < sums.length; i++) {
      FiniteSum sum = sums[i];
      values[i] = sum == null ? null : value(sum.value());
    }
    return values;
  }

  private static CellValue value(double sum) {
    double none = Double.NaN;
    return new CellValue(
        MetricKind.COUNTER, 0, sum, none, none, none, none, Instant.EPOCH, List.of(), null);
  }
}
