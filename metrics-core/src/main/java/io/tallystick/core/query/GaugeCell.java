package io.tallystick.core.query;

import io.tallystick.GaugeCombination;
import io.tallystick.core.merge.StateMerge;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StretchTotal;
import io.tallystick.spi.WriterId;
import java.time.Instant;
import java.time.ZoneOffset;
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

  /** In which a writer may have been silent since its beginning, because nothing changed. */
  private final Instant openMinute;

  private final Map<SeriesKey, Map<Instant, List<GaugeState>>> states = new HashMap<>();

  GaugeCell(GaugeCombination rule, Instant now) {
    this.rule = rule;
    this.openMinute = Step.MINUTE.start(now, ZoneOffset.UTC);
  }

  @Override
  public void add(StretchTotal total) {
    throw new IllegalStateException("A store added up a gauge, which it must not.");
  }

  @Override
  public void add(SeriesKey series, WriterId writer, Instant start, BucketState state) {
    at(series, start).add((GaugeState) state);
  }

  private List<GaugeState> at(SeriesKey series, Instant start) {
    return states
        .computeIfAbsent(series, first -> new TreeMap<>())
        .computeIfAbsent(start, first -> new ArrayList<>());
  }

  @Override
  public void addAll(Cell other) {
    ((GaugeCell) other)
        .states.forEach(
            (series, byStart) -> byStart.forEach((start, its) -> at(series, start).addAll(its)));
  }

  @Override
  public CellValue value() {
    GaugeState all =
        StateMerge.gaugesTogether(states.values().stream().map(this::overTime).toList(), rule);
    return CellValue.of(all);
  }

  private GaugeState overTime(Map<Instant, List<GaugeState>> byStart) {
    return StateMerge.gaugesInTurn(
        byStart.entrySet().stream()
            .map(each -> StateMerge.gaugesTogether(shown(each.getKey(), each.getValue()), rule))
            .toList());
  }

  /** In the minute that goes on, who showed a value shows it still. */
  private List<GaugeState> shown(Instant start, List<GaugeState> states) {
    if (start.isBefore(openMinute) || rule == GaugeCombination.LAST) {
      return states;
    }
    Instant lastAt = states.stream().map(GaugeState::lastAt).max(Instant::compareTo).orElseThrow();
    return states.stream().map(state -> LatestCell.seenAt(state, lastAt)).toList();
  }
}
