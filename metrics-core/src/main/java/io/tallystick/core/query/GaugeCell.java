package io.tallystick.core.query;

import io.tallystick.GaugeCombination;
import io.tallystick.MetricKind;
import io.tallystick.core.merge.StateMerge;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StretchTotal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What gauges showed: of each series first over writers, within each bucket, then over time; then
 * of all series together, by the same rule as over writers.
 */
final class GaugeCell implements Cell {
  private final GaugeCombination rule;
  private final Map<SeriesKey, Map<Instant, List<GaugeState>>> states = new HashMap<>();

  GaugeCell(GaugeCombination rule) {
    this.rule = rule;
  }

  @Override
  public void add(StretchTotal total) {
    throw new IllegalStateException("A store added up a gauge, which it must not.");
  }

  @Override
  public void add(SeriesKey series, Instant start, BucketState state) {
    states
        .computeIfAbsent(series, first -> new TreeMap<>())
        .computeIfAbsent(start, first -> new ArrayList<>())
        .add((GaugeState) state);
  }

  @Override
  public CellValue value() {
    GaugeState all =
        StateMerge.gaugesTogether(states.values().stream().map(this::overTime).toList(), rule);
    return new CellValue(
        MetricKind.GAUGE,
        0,
        0,
        all.min(),
        all.max(),
        all.mean(),
        all.last(),
        all.lastAt(),
        List.of(),
        null);
  }

  private GaugeState overTime(Map<Instant, List<GaugeState>> byStart) {
    return StateMerge.gaugesInTurn(
        byStart.values().stream().map(each -> StateMerge.gaugesTogether(each, rule)).toList());
  }
}
