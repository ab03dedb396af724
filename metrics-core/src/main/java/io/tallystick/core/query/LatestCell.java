package io.tallystick.core.query;

import io.tallystick.GaugeCombination;
import io.tallystick.core.merge.StateMerge;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StretchTotal;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What gauges show now, from buckets of a minute.
 *
 * <p>A writer writes a gauge that stands still only at the beginning and at the end of a minute. So
 * of each writer the newest bucket counts: one of the minute that goes on, or one that reaches to
 * the end of the minute before, whose writer may not have flushed since. Where there is neither,
 * the newest buckets of all tell what was shown last.
 */
final class LatestCell implements Cell {
  /** A flush may come so long before the end of a minute and be the last in it. */
  private static final Duration BEFORE_END = Duration.ofSeconds(15);

  private final GaugeCombination rule;
  private final Instant openMinute;
  private final Map<SeriesKey, Map<WriterId, Newest>> newest = new HashMap<>();

  LatestCell(GaugeCombination rule, Instant now) {
    this.rule = rule;
    this.openMinute = Step.MINUTE.start(now, ZoneOffset.UTC);
  }

  @Override
  public void add(StretchTotal total) {
    throw new IllegalStateException("A store added up a gauge, which it must not.");
  }

  @Override
  public void add(SeriesKey series, WriterId writer, Instant start, BucketState state) {
    newest
        .computeIfAbsent(series, first -> new HashMap<>())
        .merge(writer, new Newest(start, (GaugeState) state), Newest::newer);
  }

  @Override
  public void addAll(Cell other) {
    ((LatestCell) other)
        .newest.forEach(
            (series, writers) ->
                writers.forEach((writer, its) -> add(series, writer, its.start(), its.state())));
  }

  @Override
  public CellValue value() {
    List<GaugeState> shown = new ArrayList<>();
    newest.values().forEach(writers -> shown.addAll(shown(writers)));
    List<GaugeState> atOnce = shown.isEmpty() ? lastShown() : shown;
    return CellValue.of(StateMerge.gaugesTogether(stillShown(atOnce), rule));
  }

  /**
   * As if all had been seen at the latest moment: who shows a value shows it until another. Where
   * only the last one counts, it matters which that is.
   */
  private List<GaugeState> stillShown(List<GaugeState> states) {
    if (rule == GaugeCombination.LAST) {
      return states;
    }
    Instant lastAt = states.stream().map(GaugeState::lastAt).max(Instant::compareTo).orElseThrow();
    return states.stream().map(state -> seenAt(state, lastAt)).toList();
  }

  /** Those of one series that are shown now. */
  private List<GaugeState> shown(Map<WriterId, Newest> writers) {
    Instant alive = openMinute.minus(BEFORE_END);
    return writers.values().stream()
        .filter(
            each -> !each.start().isBefore(openMinute) || !each.state().lastAt().isBefore(alive))
        .map(Newest::state)
        .toList();
  }

  /** Those that were shown last, when nothing is now. */
  private List<GaugeState> lastShown() {
    Instant last =
        newest.values().stream()
            .flatMap(writers -> writers.values().stream())
            .map(Newest::start)
            .max(Instant::compareTo)
            .orElseThrow();
    return newest.values().stream()
        .flatMap(writers -> writers.values().stream())
        .filter(each -> each.start().equals(last))
        .map(Newest::state)
        .toList();
  }

  /** A state as if it had been seen at another time. */
  static GaugeState seenAt(GaugeState state, Instant lastAt) {
    return new GaugeState(
        state.last(),
        lastAt,
        state.min(),
        state.max(),
        state.weightedSum(),
        state.observedMillis());
  }

  /** A writer's newest bucket. */
  private record Newest(Instant start, GaugeState state) {
    static Newest newer(Newest one, Newest other) {
      return other.start.isBefore(one.start) ? one : other;
    }
  }
}
