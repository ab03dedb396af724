package io.tallystick.core.alert;

import io.tallystick.core.query.MetricsReader;
import io.tallystick.core.query.Windows;
import io.tallystick.spi.AlertState;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates one rule again and again. It keeps what the next evaluation can use: the past of a
 * spike rule's series, and which groups there are. For one thread.
 */
final class RuleEvaluation {
  private static final Logger LOGGER = LoggerFactory.getLogger(RuleEvaluation.class);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration GROUPS_FOR = Duration.ofMinutes(5);

  /** What was missed for longer is learned anew, not judged. */
  private static final Duration LONGEST_MISSED = Duration.ofMinutes(30);

  private final KnownRule rule;
  private final Measurement measurement;
  private final Duration finest;
  private final SpikePast past;

  /** What was asked of the time before, for all groups that fire in one turn. */
  private final Map<Instant, Course> earlier = new HashMap<>();

  private @Nullable SpikeWatch watch;
  private Map<List<String>, Judgement> spikes = Map.of();
  private Judgement spikesOfUnseen = Judgement.UNKNOWN;
  private @Nullable Instant groupsAt;
  private List<List<String>> groups = List.of();

  /**
   * Begins to evaluate a rule.
   *
   * @param finest how wide the narrowest buckets are that instances write
   */
  RuleEvaluation(KnownRule rule, MetricsReader reader, Measurement measurement, Duration finest) {
    this.rule = rule;
    this.measurement = measurement;
    this.finest = finest;
    this.past = new SpikePast(reader, measurement);
  }

  KnownRule rule() {
    return rule;
  }

  /**
   * The step of all groups at the end of a window.
   *
   * @param end a whole minute
   * @param kept how the groups are
   */
  RuleTurn turn(Instant end, Map<String, AlertState> kept) {
    requireWindow(MINUTE);
    RuleTurn turn = new RuleTurn(rule, end, group -> before(group, end));
    if (rule.definition().type() == RuleType.SPIKE) {
      Map<List<String>, Judgement> seen = spikes(end);
      turn.take(seen, spikesOfUnseen, kept);
    } else {
      takeValues(turn, end, kept);
    }
    earlier.clear();
    return turn;
  }

  private void takeValues(RuleTurn turn, Instant end, Map<String, AlertState> kept) {
    RuleDefinition definition = rule.definition();
    Judge judge = new Judge(definition);
    Course course =
        measurement.course(definition, new TimeRange(end.minus(MINUTE), end), kept.keySet());
    requireWindow(course.step());
    if (course.isKnown() && course.ends().isEmpty()) {
      return; // the narrowest buckets are wider than a minute, and none of them ends here
    }
    Judgement ofNothing = judge.ofNothing(course, course.ends().size() - 1);
    Map<List<String>, Judgement> seen = new LinkedHashMap<>();
    course.lines().forEach((group, points) -> last(points, judge, group, seen));
    for (List<String> group : knownGroups(end)) {
      seen.putIfAbsent(group, ofNothing);
    }
    turn.take(seen, ofNothing, kept);
  }

  /** Buckets that are wider than a window tell nothing of it. */
  private void requireWindow(Duration step) {
    Duration widest = finest.compareTo(step) > 0 ? finest : step;
    Duration window =
        rule.definition().type() == RuleType.SPIKE
            ? MINUTE
            : rule.definition().timing().windowTime();
    if (widest.compareTo(window) > 0) {
      throw new InvalidRuleException(
          "window_minutes",
          rule.definition().timing().window(),
          "the narrowest buckets of this store are of %d minutes: give a wider window, and no spike"
              .formatted(widest.toMinutes()));
    }
  }

  private static void last(
      List<Windows.Point> points,
      Judge judge,
      List<String> group,
      Map<List<String>, Judgement> seen) {
    if (!points.isEmpty()) {
      seen.put(group, judge.judge(points.get(points.size() - 1)));
    }
  }

  /** Where it is bad that a group has too little, groups of which nothing is left count too. */
  private List<List<String>> knownGroups(Instant end) {
    RuleDefinition definition = rule.definition();
    boolean isOfTooLittle = new Judge(definition).isOfTooLittle();
    if (!isOfTooLittle || definition.scope().groupBy().isEmpty()) {
      return List.of();
    }
    Instant known = groupsAt;
    boolean isOfThisTime =
        known != null && !known.isAfter(end) && end.isBefore(known.plus(GROUPS_FOR));
    if (!isOfThisTime) {
      groups = measurement.groups(definition, end);
      groupsAt = end;
    }
    return groups;
  }

  private Map<List<String>, Judgement> spikes(Instant end) {
    SpikeWatch there = watch;
    Instant through = there == null ? null : there.through();
    boolean isOfAnotherTime =
        through == null || through.plus(LONGEST_MISSED).isBefore(end) || through.isAfter(end);
    if (there == null || through == null || isOfAnotherTime) {
      through = end.minus(MINUTE);
      there = past.watch(rule.definition(), through);
      watch = there;
    }
    if (through.isBefore(end)) {
      Course course = measurement.course(rule.definition(), MINUTE, new TimeRange(through, end));
      spikes = there.judge(course);
      spikesOfUnseen = new Judge(rule.definition()).ofNothing(course, course.ends().size() - 1);
    }
    return spikes;
  }

  /** The value of a group in the window before; it is for the sentence alone and may be unknown. */
  private double before(List<String> group, Instant end) {
    try {
      return valueBefore(group, end);
    } catch (RuntimeException failure) {
      LOGGER.debug("What was before an alert is not known", failure);
      return Double.NaN;
    }
  }

  private double valueBefore(List<String> group, Instant end) {
    RuleDefinition definition = rule.definition();
    if (definition.type() == RuleType.RATE_LIMIT || definition.type() == RuleType.ABSENT) {
      return Double.NaN;
    }
    Instant start = end.minus(definition.timing().windowTime());
    Course course =
        earlier.computeIfAbsent(
            start, at -> measurement.course(definition, new TimeRange(at.minus(MINUTE), at)));
    List<Windows.Point> points = course.lines().getOrDefault(group, List.of());
    return points.isEmpty() ? Double.NaN : points.get(0).value();
  }
}
