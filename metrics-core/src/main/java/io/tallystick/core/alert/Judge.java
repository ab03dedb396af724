package io.tallystick.core.alert;

import io.tallystick.core.alert.Judgement.Verdict;
import io.tallystick.core.query.Windows;

/**
 * Compares what was measured with what a rule says. Of spikes {@link SpikeWatch} judges.
 *
 * <p>What fired is over only when the value is a little on the good side of the threshold, or was
 * on it for long: else an alert would come and go with a value at the border.
 */
final class Judge {
  /** So much of the threshold a value must be on the good side to be well clear of it. */
  private static final double MARGIN = 0.05;

  private final RuleDefinition rule;

  Judge(RuleDefinition rule) {
    this.rule = rule;
  }

  Judgement judge(Windows.Point point) {
    if (rule.type() == RuleType.ABSENT) {
      Verdict verdict = point.hasData() ? Verdict.NO : Verdict.YES;
      return judgement(verdict, true, point);
    }
    if (!point.isThere()) {
      return Judgement.UNKNOWN;
    }
    if (isOfNothing(point)) {
      return Judgement.UNKNOWN;
    }
    if (volume(point) < rule.condition().minimumVolume() || Double.isNaN(point.value())) {
      return judgement(Verdict.NO, true, point);
    }
    boolean isSo = holds(point.value());
    return judgement(isSo ? Verdict.YES : Verdict.NO, !isSo && isWellClear(point.value()), point);
  }

  /** A metric that is no count and of which nothing was recorded; requests there may be none. */
  private boolean isOfNothing(Windows.Point point) {
    return rule.type() == RuleType.METRIC
        && rule.measure().perMetric().isEmpty()
        && !point.hasData()
        && Double.isNaN(point.value());
  }

  /** Of a limit the requests that were made, and not those that may be. */
  private double volume(Windows.Point point) {
    return rule.type() == RuleType.RATE_LIMIT ? point.part() : point.volume();
  }

  private static Judgement judgement(Verdict verdict, boolean isWellClear, Windows.Point point) {
    return new Judgement(
        verdict, isWellClear, point.value(), point.volume(), point.part(), Double.NaN);
  }

  private boolean holds(double value) {
    return rule.condition().comparison().holds(value, rule.condition().threshold());
  }

  private boolean isWellClear(double value) {
    double margin = MARGIN * Math.abs(rule.condition().threshold());
    return !holds(rule.condition().comparison().isUpward() ? value + margin : value - margin);
  }

  /**
   * Whether it is bad that a group has too little, so that groups of which nothing is left count
   * too.
   */
  boolean isOfTooLittle() {
    return rule.type() == RuleType.ABSENT
        || (rule.type() == RuleType.METRIC && !rule.condition().comparison().isUpward());
  }

  /** Of a group that is known and of which nothing at all was found, at one of the ends. */
  Judgement ofNothing(Course course, int end) {
    if (rule.type() == RuleType.RATE_LIMIT) {
      return Judgement.NOTHING;
    }
    boolean isGrouped = !rule.scope().groupBy().isEmpty();
    if (rule.type() == RuleType.ABSENT && isGrouped && !course.isKnown()) {
      return Judgement.UNKNOWN; // nobody knows which groups there should be
    }
    boolean isThere = course.isKnown() && course.isAlive(end);
    Windows.Point none = new Windows.Point(course.none(), 0, 0, isThere, false);
    if (rule.type() == RuleType.SPIKE) {
      return isThere ? Judgement.NOTHING : Judgement.UNKNOWN;
    }
    return judge(none);
  }
}
