package io.tallystick.core.alert;

import io.tallystick.core.deliver.AlertMessage.Transition;
import io.tallystick.core.query.Windows;
import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.AlertState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Runs a rule over values that come from anywhere, as it would have been evaluated while they came:
 * for whoever wants to score it on data of their own. Values of one minute count as their mean, a
 * minute without any is a gap; a value over several minutes is the mean of theirs. For one thread.
 *
 * <pre>{@code
 * Replay replay = new Replay(rule, (series, millis) -> System.out.println(series + "," + millis));
 * replay.add("orders", 1_700_000_000_000L, 41);
 * replay.end();
 * }</pre>
 */
public final class Replay {
  private static final long MINUTE = 60_000;

  private final KnownRule rule;
  private final BiConsumer<String, Long> firings;
  private final Map<String, Series> all = new HashMap<>();

  /**
   * Begins without any values.
   *
   * @param firings is told which series fired, and the time of the value with which it did
   */
  public Replay(RuleDefinition definition, BiConsumer<String, Long> firings) {
    Instant start = Instant.EPOCH;
    this.rule = new KnownRule("replayed", 1, definition, true, "", start, start, null);
    this.firings = firings;
  }

  /**
   * Takes a value; those of one series come in the order of time.
   *
   * @param value NaN for a gap
   */
  public void add(String series, long epochMillis, double value) {
    all.computeIfAbsent(series, Series::new).add(epochMillis, value);
  }

  /** Evaluates what the last minutes held. */
  public void end() {
    all.values().forEach(Series::close);
  }

  /** One series. */
  private final class Series {
    private final String name;
    private final SpikeWatch watch = new SpikeWatch(rule.definition());
    private final Deque<Double> window = new ArrayDeque<>();
    private final Map<String, AlertState> states = new TreeMap<>();
    private long minute = Long.MIN_VALUE;
    private long lastMillis;
    private double sum;
    private int count;

    Series(String name) {
      this.name = name;
    }

    void add(long epochMillis, double value) {
      long at = Math.floorDiv(epochMillis, MINUTE);
      if (at < minute) {
        throw new IllegalArgumentException(
            "The series %s has a value at %d behind a later one: sort them by time."
                .formatted(name, epochMillis));
      }
      if (at > minute) {
        close();
        skipTo(at);
        minute = at;
      }
      if (Double.isFinite(value)) {
        sum += value;
        count++;
      }
      lastMillis = epochMillis;
    }

    /**
     * The minutes without any value that a window reaches are evaluated too; by then nothing is
     * left in it, and nothing changes until there is a value again.
     */
    private void skipTo(long at) {
      if (minute == Long.MIN_VALUE) {
        return;
      }
      long last = Math.min(at, minute + 1 + reach());
      for (long gap = minute + 1; gap < last; gap++) {
        evaluate(gap, Double.NaN, gap * MINUTE);
      }
      if (last < at) {
        window.clear();
      }
    }

    private long reach() {
      RuleTiming timing = rule.definition().timing();
      return (long) timing.window() + timing.hold() + timing.cooldown() + 1;
    }

    void close() {
      if (minute != Long.MIN_VALUE) {
        evaluate(minute, count == 0 ? Double.NaN : sum / count, lastMillis);
      }
      sum = 0;
      count = 0;
    }

    private void evaluate(long at, double value, long millis) {
      Instant end = Instant.ofEpochMilli((at + 1) * MINUTE);
      RuleTurn turn = new RuleTurn(rule, end, group -> Double.NaN);
      turn.take(Map.of(List.of(), judgement(value, end)), Judgement.UNKNOWN, states);
      turn.over().forEach(state -> states.remove(state.group()));
      turn.changed().forEach(state -> states.put(state.group(), state));
      for (AlertEvent event : turn.events()) {
        if (event.transition().equals(Transition.FIRING.word())) {
          firings.accept(name, millis);
        }
      }
    }

    private Judgement judgement(double value, Instant end) {
      if (rule.definition().type() == RuleType.SPIKE) {
        Course minuteAlone =
            new Course(
                true,
                List.of(true),
                Double.NaN,
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                List.of(end),
                Map.of(List.of(), List.of(point(value))));
        Judgement judged = watch.judge(minuteAlone).get(List.<String>of());
        return judged == null ? Judgement.UNKNOWN : judged;
      }
      window.addLast(value);
      while (window.size() > rule.definition().timing().window()) {
        window.removeFirst();
      }
      return new Judge(rule.definition()).judge(point(mean()));
    }

    private double mean() {
      return window.stream()
          .mapToDouble(Double::doubleValue)
          .filter(Double::isFinite)
          .average()
          .orElse(Double.NaN);
    }

    /** Nobody says of how many samples a value is made: there are enough. */
    private Windows.Point point(double value) {
      boolean isThere = !Double.isNaN(value);
      double volume = isThere ? Double.MAX_VALUE : 0;
      return new Windows.Point(value, volume, volume, isThere, isThere);
    }
  }
}
