package io.tallystick.core.query;

import io.tallystick.core.sketch.QuantileError;
import io.tallystick.spi.Granularity;
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

  @Nullable CellValue value(List<String> group, int stretch) {
    @Nullable CellValue[] all = values.get(group);
    return all == null ? null : all[stretch];
  }
}
