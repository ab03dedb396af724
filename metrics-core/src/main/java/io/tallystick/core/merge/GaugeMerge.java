package io.tallystick.core.merge;

import io.tallystick.GaugeCombination;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.OwnedBucket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Combines a gauge over writers within each start, and then over time. */
final class GaugeMerge {
  private GaugeMerge() {}

  /** The parts are in the order of their starts, and of their writers within a start. */
  static GaugeState merge(List<OwnedBucket> parts, GaugeCombination rule) {
    Map<Instant, List<GaugeState>> byStart = new LinkedHashMap<>();
    for (OwnedBucket part : parts) {
      byStart
          .computeIfAbsent(part.bucket().start(), start -> new ArrayList<>())
          .add((GaugeState) part.bucket().state());
    }
    return overTime(
        byStart.values().stream().map(states -> GaugeOverWriters.combine(states, rule)).toList());
  }

  static GaugeState overTime(Collection<GaugeState> inOrder) {
    GaugeState latest = inOrder.iterator().next();
    double min = latest.min();
    double max = latest.max();
    FiniteSum weightedSum = new FiniteSum();
    long observedMillis = 0;
    for (GaugeState state : inOrder) {
      latest = state.lastAt().isBefore(latest.lastAt()) ? latest : state;
      min = Math.min(min, state.min());
      max = Math.max(max, state.max());
      weightedSum.add(state.weightedSum());
      observedMillis = StateMerge.saturatedSum(observedMillis, state.observedMillis());
    }
    return new GaugeState(
        latest.last(), latest.lastAt(), min, max, weightedSum.value(), observedMillis);
  }
}
