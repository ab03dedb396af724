package io.tallystick.core.merge;

import io.tallystick.spi.GaugeState;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A time during which the same writers watched a gauge.
 *
 * @param millis how long it is
 * @param watching what they saw, never nothing
 */
record Stretch(long millis, List<GaugeState> watching) {
  /** Of the time that integrals go over: whoever observed for no time is not in it. */
  static List<Stretch> ofObservation(List<GaugeState> states) {
    return between(states.stream().filter(state -> state.observedMillis() > 0).toList());
  }

  /** Of the time in which anyone saw a value: at least the moment in which it was seen last. */
  static List<Stretch> ofSight(List<GaugeState> states) {
    return between(states);
  }

  private static List<Stretch> between(List<GaugeState> states) {
    TreeSet<Long> borders = new TreeSet<>();
    for (GaugeState state : states) {
      borders.add(fromMillis(state));
      borders.add(toMillis(state));
    }
    List<Stretch> stretches = new ArrayList<>();
    for (long from : borders) {
      Long to = borders.higher(from);
      if (to != null) {
        addIfWatched(stretches, states, from, to);
      }
    }
    return stretches;
  }

  private static void addIfWatched(
      List<Stretch> stretches, List<GaugeState> states, long from, long to) {
    List<GaugeState> watching =
        states.stream()
            .filter(state -> fromMillis(state) <= from && to <= toMillis(state))
            .toList();
    if (!watching.isEmpty()) {
      stretches.add(new Stretch(to - from, watching));
    }
  }

  private static long fromMillis(GaugeState state) {
    return toMillis(state) - Math.max(1, state.observedMillis());
  }

  private static long toMillis(GaugeState state) {
    return state.lastAt().toEpochMilli();
  }
}
