package io.tallystick.core.merge;

import io.tallystick.GaugeCombination;
import io.tallystick.spi.GaugeState;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Makes one state of those that several writers have of a gauge within the same window. */
final class GaugeOverWriters {
  /** Whoever saw the gauge within so long of the newest sight was still there at the end. */
  static final long ALIVE_MILLIS = 10_000;

  private final List<GaugeState> states;
  private final GaugeCombination rule;
  private final Instant lastAt;

  private GaugeOverWriters(List<GaugeState> states, GaugeCombination rule) {
    this.states = states;
    this.rule = rule;
    this.lastAt = states.stream().map(GaugeState::lastAt).max(Instant::compareTo).orElseThrow();
  }

  /** The states are in the order of their writers; at least one. */
  static GaugeState combine(List<GaugeState> states, GaugeCombination rule) {
    return states.size() == 1 ? states.get(0) : new GaugeOverWriters(states, rule).combined();
  }

  private GaugeState combined() {
    double last = last();
    List<Stretch> seen = Stretch.ofSight(states);
    double min = last;
    double max = last;
    for (Stretch stretch : seen) {
      min = Math.min(min, lowest(stretch.watching()));
      max = Math.max(max, highest(stretch.watching()));
    }
    List<Stretch> observed = Stretch.ofObservation(states);
    long observedMillis = observed.stream().mapToLong(Stretch::millis).sum();
    return new GaugeState(last, lastAt, min, max, weightedSum(observed), observedMillis);
  }

  private double last() {
    if (rule == GaugeCombination.LAST) {
      return newest().last();
    }
    Instant aliveFrom = lastAt.minusMillis(ALIVE_MILLIS);
    List<GaugeState> alive =
        states.stream().filter(state -> !state.lastAt().isBefore(aliveFrom)).toList();
    return byRule(alive, GaugeState::last);
  }

  /** Of those that are equally new, that of the last writer in their order. */
  private GaugeState newest() {
    GaugeState newest = states.get(0);
    for (GaugeState state : states) {
      newest = state.lastAt().isBefore(newest.lastAt()) ? newest : state;
    }
    return newest;
  }

  private double lowest(List<GaugeState> watching) {
    return rule == GaugeCombination.LAST
        ? watching.stream().mapToDouble(GaugeState::min).min().orElseThrow()
        : byRule(watching, GaugeState::min);
  }

  private double highest(List<GaugeState> watching) {
    return rule == GaugeCombination.LAST
        ? watching.stream().mapToDouble(GaugeState::max).max().orElseThrow()
        : byRule(watching, GaugeState::max);
  }

  private double weightedSum(List<Stretch> observed) {
    FiniteSum sum = new FiniteSum();
    if (rule == GaugeCombination.SUM) {
      states.forEach(state -> sum.add(state.weightedSum())); // the same without any rounding
    } else {
      for (Stretch stretch : observed) {
        double value = byRule(stretch.watching(), GaugeState::mean);
        sum.add(FiniteSum.finite(value * stretch.millis()));
      }
    }
    return sum.value();
  }

  private double byRule(List<GaugeState> watching, ToDoubleFunction<GaugeState> value) {
    return switch (rule) {
      case SUM -> sum(watching, value);
      case MAX -> watching.stream().mapToDouble(value).max().orElseThrow();
      case MEAN, LAST -> mean(watching, value);
    };
  }

  private static double sum(List<GaugeState> watching, ToDoubleFunction<GaugeState> value) {
    FiniteSum sum = new FiniteSum();
    watching.forEach(state -> sum.add(value.applyAsDouble(state)));
    return sum.value();
  }

  private static double mean(List<GaugeState> watching, ToDoubleFunction<GaugeState> value) {
    int count = watching.size();
    double sum = sum(watching, value);
    return Math.abs(sum) < Double.MAX_VALUE
        ? sum / count
        : sum(watching, state -> value.applyAsDouble(state) / count); // their sum is not a number
  }
}
