package io.tallystick.core.query;

import io.tallystick.core.sketch.QuantileError;
import io.tallystick.spi.Granularity;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the buckets of a selection add up to.
 *
 * @param values of each group that anything was found of: a value or null for each stretch
 * @param granularities how wide the buckets were
 * @param rows how many there were
 */
record Evaluated(
    Map<List<String>, @Nullable CellValue[]> values, Set<Granularity> granularities, long rows) {
  /** How far any of the quantiles may be off. */
  @Nullable QuantileError error() {
    return values.values().stream()
        .flatMap(Stream::of)
        .filter(Objects::nonNull)
        .map(CellValue::error)
        .filter(Objects::nonNull)
        .reduce(QuantileError::or)
        .orElse(null);
  }

  /** What windows of so many stretches amount to, of what adds up like a counter. */
  Evaluated slide(int span) {
    Map<List<String>, @Nullable CellValue[]> slid = new LinkedHashMap<>();
    values.forEach((group, each) -> slid.put(group, slide(each, span)));
    return new Evaluated(slid, granularities, rows);
  }

  private static @Nullable CellValue[] slide(@Nullable CellValue[] stretches, int span) {
    @Nullable CellValue[] windows = new CellValue[Math.max(0, stretches.length - span + 1)];
    for (int i = 0; i < windows.length; i++) {
      windows[i] =
          Arrays.stream(stretches, i, i + span)
              .filter(Objects::nonNull)
              .reduce(CellValue::plus)
              .orElse(null);
    }
    return windows;
  }

  @Nullable CellValue value(List<String> group, int stretch) {
    @Nullable CellValue[] all = values.get(group);
    return all == null ? null : all[stretch];
  }
}
