package io.tallystick.spi;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Totals, one for each series and stretch. They are equal when all whole numbers are and all others
 * within a billionth.
 */
final class SampleTotals {
  private static final double WITHIN = 1e-9;

  private final Map<List<Object>, StretchTotal> totals = new HashMap<>();

  /** Takes all, and closes the cursor. */
  static SampleTotals of(StretchCursor found) {
    SampleTotals all = new SampleTotals();
    try (found) {
      found.forEachRemaining(all::with);
    }
    return all;
  }

  /** Adds a total to those of the same series and stretch. */
  SampleTotals with(StretchTotal total) {
    totals.merge(List.of(total.series(), total.from()), total, SampleTotals::both);
    return this;
  }

  private static StretchTotal both(StretchTotal one, StretchTotal other) {
    long count = one.count() + other.count();
    double sum = one.sum() + other.sum();
    return new StretchTotal(
        one.series(),
        one.from(),
        one.rows() + other.rows(),
        count < 0 ? Long.MAX_VALUE : count,
        Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, sum)),
        Math.min(one.min(), other.min()),
        Math.max(one.max(), other.max()));
  }

  /** How many rows each of them has. */
  Collection<Long> rows() {
    return totals.values().stream().map(StretchTotal::rows).toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SampleTotals those
        && totals.keySet().equals(those.totals.keySet())
        && totals.entrySet().stream()
            .allMatch(each -> isLike(each.getValue(), those.totals.get(each.getKey())));
  }

  private static boolean isLike(StretchTotal one, StretchTotal other) {
    return one.rows() == other.rows()
        && one.count() == other.count()
        && Math.abs(one.sum() - other.sum()) <= WITHIN * Math.max(1e-3, Math.abs(one.sum()))
        && one.min() == other.min()
        && one.max() == other.max();
  }

  @Override
  public int hashCode() {
    return totals.keySet().hashCode();
  }

  @Override
  public String toString() {
    return totals.values().toString();
  }
}
