package io.tallystick.core.alert;

import io.tallystick.core.alert.Backtest.Firing;
import io.tallystick.core.alert.Backtest.Part;
import io.tallystick.core.deliver.AlertMessage.Transition;
import io.tallystick.core.query.Windows;
import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.AlertState;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tries one rule on a stretch of the past, as it would have been evaluated then: the same windows,
 * the same judgement, the same steps of its groups. For one thread, once.
 */
final class Backtester {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** So long a piece is read at once, so that memory is that of a piece. */
  private static final Duration PIECE = Duration.ofHours(6);

  /** Of limits a minute has many keys, and all of them are read. */
  private static final Duration PIECE_OF_LIMITS = Duration.ofHours(1);

  private static final int MOST_FIRINGS = 1_000;

  private final KnownRule rule;
  private final RuleDefinition definition;
  private final Measurement measurement;
  private final SpikePast past;
  private final Runnable stop;
  private final Map<String, AlertState> states = new TreeMap<>();
  private final Map<String, Integer> open = new HashMap<>();
  private final KnownGroups known = new KnownGroups();
  private final List<Part> parts = new ArrayList<>();
  private final List<Firing> firings = new ArrayList<>();
  private int count;
  private @Nullable SpikeWatch watch;

  /**
   * Prepares a test.
   *
   * @param stop run now and then; it throws when it took too long
   */
  Backtester(KnownRule rule, Measurement measurement, SpikePast past, Runnable stop) {
    this.rule = rule;
    this.definition = rule.definition();
    this.measurement = measurement;
    this.past = past;
    this.stop = stop;
  }

  /**
   * Tries the rule.
   *
   * @param range whole minutes
   */
  Backtest run(TimeRange range) {
    if (new Judge(definition).isOfTooLittle() && !definition.scope().groupBy().isEmpty()) {
      known.begin(measurement.groups(definition, range.from()), range.from());
    }
    Duration piece = definition.type() == RuleType.RATE_LIMIT ? PIECE_OF_LIMITS : PIECE;
    for (Instant from = range.from(); from.isBefore(range.to()); from = from.plus(piece)) {
      stop.run();
      Instant to = from.plus(piece).isBefore(range.to()) ? from.plus(piece) : range.to();
      run(new TimeRange(from, to), definition.type() == RuleType.SPIKE);
    }
    return new Backtest(range, parts, firings, count);
  }

  private void run(TimeRange piece, boolean isSpike) {
    Duration window = isSpike ? MINUTE : definition.timing().windowTime();
    Course course = measurement.course(definition, window, piece);
    boolean isTestable =
        course.step().compareTo(isSpike ? MINUTE : definition.timing().windowTime()) <= 0;
    addPart(piece, course, isTestable);
    if (!isTestable) {
      states.clear();
      open.clear();
      watch = null;
    } else if (isSpike) {
      spikes(course, piece.from());
    } else {
      values(course);
    }
  }

  private void values(Course course) {
    Judge judge = new Judge(definition);
    int back = (int) Math.max(1, course.window().dividedBy(course.step()));
    for (int i = 0; i < course.ends().size(); i++) {
      int at = i;
      Judgement ofNothing = judge.ofNothing(course, at);
      Map<List<String>, Judgement> seen = new LinkedHashMap<>();
      course.lines().forEach((group, points) -> seen.put(group, judge.judge(points.get(at))));
      if (judge.isOfTooLittle() && !definition.scope().groupBy().isEmpty()) {
        known.look(course, at);
        seen.keySet().retainAll(known.at(course.ends().get(at)));
        known.at(course.ends().get(at)).forEach(group -> seen.putIfAbsent(group, ofNothing));
      }
      take(seen, ofNothing, at, course, group -> before(course, group, at - back));
    }
  }

  private static double before(Course course, List<String> group, int at) {
    List<Windows.Point> points = course.lines().get(group);
    return points == null || at < 0 ? Double.NaN : points.get(at).value();
  }

  private void spikes(Course course, Instant from) {
    SpikeWatch there = watch == null ? past.watch(definition, from) : watch;
    watch = there;
    Judge judge = new Judge(definition);
    for (int i = 0; i < course.ends().size(); i++) {
      Judgement unseen = judge.ofNothing(course, i);
      take(there.judge(course.at(i)), unseen, i, course, group -> Double.NaN);
    }
  }

  private void take(
      Map<List<String>, Judgement> seen,
      Judgement unseen,
      int at,
      Course course,
      ToDoubleFunction<List<String>> before) {
    RuleTurn turn = new RuleTurn(rule, course.ends().get(at), before);
    turn.take(seen, unseen, states);
    turn.over().forEach(state -> states.remove(state.group()));
    turn.changed().forEach(state -> states.put(state.group(), state));
    turn.events().forEach(this::add);
  }

  private void add(AlertEvent event) {
    if (event.transition().equals(Transition.FIRING.word())) {
      count++;
      if (firings.size() < MOST_FIRINGS) {
        open.put(event.group(), firings.size());
        firings.add(firing(event, null));
      }
    } else if (event.transition().equals(Transition.RESOLVED.word())) {
      Integer at = open.remove(event.group());
      if (at != null) {
        Firing fired = firings.get(at);
        firings.set(
            at, new Firing(fired.group(), fired.at(), event.at(), fired.value(), fired.message()));
      }
    }
  }

  private static Firing firing(AlertEvent event, @Nullable Instant resolvedAt) {
    return new Firing(
        EventTold.parse(event.detail()).labels(),
        event.at(),
        resolvedAt,
        event.value(),
        event.message());
  }

  private void addPart(TimeRange piece, Course course, boolean isTestable) {
    String note = note(course, isTestable);
    Part last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
    boolean isSame =
        last != null
            && last.step().equals(course.step())
            && last.isTestable() == isTestable
            && Objects.equals(last.note(), note);
    if (last != null && isSame) {
      TimeRange both = new TimeRange(last.range().from(), piece.to());
      parts.set(parts.size() - 1, new Part(both, last.step(), isTestable, note));
    } else {
      parts.add(new Part(piece, course.step(), isTestable, note));
    }
  }

  private String note(Course course, boolean isTestable) {
    long step = course.step().toMinutes();
    if (!course.isKnown()) {
      return "nothing is known of what the rule looks at";
    }
    if (!isTestable) {
      return "not testable: the narrowest buckets of this time are of %d minutes, and the rule looks at %d"
          .formatted(step, definition.type() == RuleType.SPIKE ? 1 : definition.timing().window());
    }
    if (step == 1) {
      return "";
    }
    return course.window().equals(definition.timing().windowTime())
        ? "evaluated every %d minutes: narrower buckets of this time are not kept".formatted(step)
        : "evaluated every %d minutes over %d, not %d: narrower buckets of this time are not kept"
            .formatted(step, course.window().toMinutes(), definition.timing().window());
  }
}
