package io.tallystick.core.record;

import io.tallystick.guard.Decision;
import io.tallystick.guard.Rule;
import io.tallystick.guard.ValueRule;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Counts what recording did not keep as it was given, in metrics of our own. */
final class SelfCounts {
  private static final String DROPPED = "tallystick.dropped.count";
  private static final String REJECTED = "tallystick.guard.rejected.count";
  private static final String OVERFLOWED = "tallystick.series.overflow.count";

  /** The names that recording counts itself under. */
  static final List<String> NAMES = List.of(DROPPED, REJECTED, OVERFLOWED);

  private final Lanes lanes;
  private final Drops drops;
  private final OwnSeries own;
  private final Map<Rule, Series> dropped = new ConcurrentHashMap<>();
  private final Map<Rule, Series> rejected = new ConcurrentHashMap<>();

  SelfCounts(Lanes lanes, Drops drops, OwnSeries own) {
    this.lanes = lanes;
    this.drops = drops;
    this.own = own;
  }

  /** An amount that a counter cannot grow by. */
  void badAmount(double amount) {
    Rule rule = Double.isFinite(amount) ? Rule.VALUE_NEGATIVE : Rule.VALUE_NOT_FINITE;
    count(dropped, DROPPED, "reason", rule);
    if (drops.isNew(rule)) {
      drops.note(ValueRule.checkCount(amount));
    }
  }

  /** A value that is not finite. */
  void badValue(double value) {
    count(dropped, DROPPED, "reason", Rule.VALUE_NOT_FINITE);
    if (drops.isNew(Rule.VALUE_NOT_FINITE)) {
      drops.note(ValueRule.checkValue(value));
    }
  }

  /** A counter that cannot grow any more; for the thread that drains, where nothing may throw. */
  void full(Series counter) {
    count(dropped, DROPPED, "reason", Rule.VALUE_OVERFLOW);
    drops.noteQuietly(
        Rule.VALUE_OVERFLOW,
        "The counter %s reached %d and stays there: count in a larger unit."
            .formatted(counter.name(), Long.MAX_VALUE));
  }

  /** A sample that was to be kept as a point, for which there was no room. */
  void pointLost() {
    count(dropped, DROPPED, "reason", Rule.POINTS_FULL);
    drops.noteQuietly(
        Rule.POINTS_FULL,
        "More samples were to be kept as points than can wait: keep a smaller share of them.");
  }

  /** A sample whose series is refused, so that it goes nowhere. */
  void refused(Decision refusal) {
    countRefusal(refusal.rule());
    drops.note(refusal);
  }

  /** A sample that is refused by the answer to its call, which therefore never throws. */
  void answered(Decision refusal) {
    Rule rule = refusal.rule();
    countRefusal(rule);
    if (rule != null) {
      drops.noteQuietly(rule, refusal.reason());
    }
  }

  private void countRefusal(@Nullable Rule rule) {
    if (rule != null) {
      count(dropped, DROPPED, "reason", rule);
      count(rejected, REJECTED, "rule", rule);
    }
  }

  /** Whether a refusal, made again with its reason, would be noted; never for what is accepted. */
  boolean wantsReason(Decision refusal) {
    Rule rule = refusal.rule();
    return rule != null && drops.isNew(rule);
  }

  /** A series that finds no room of its own; its samples go to the overflow series. */
  void diverted(Decision refusal) {
    Rule rule = refusal.rule();
    if (rule != null) {
      count(rejected, REJECTED, "rule", rule);
      drops.note(refusal);
    }
  }

  /** A sample whose tags the guards changed. */
  void changed(List<Rule> changes, @Nullable String name) {
    for (Rule rule : changes) {
      count(rejected, REJECTED, "rule", rule);
      if (drops.isNew(rule)) {
        drops.note(
            Decision.refused(
                rule,
                "A tag of the metric %s was dropped, cut or replaced: see the rule %s."
                    .formatted(name, rule.id())));
      }
    }
  }

  /** A sample that goes to the overflow series of its metric. */
  void overflowed(Metric metric) {
    Series series = metric.overflowCount();
    if (series == null) {
      series = own.of(OVERFLOWED, "metric", metric.name());
      metric.countOverflowIn(series);
    }
    lanes.add(series.cell(), 1);
  }

  private void count(Map<Rule, Series> byRule, String name, String key, Rule rule) {
    Series series = byRule.get(rule);
    if (series == null) {
      series = own.of(name, key, rule.id());
      byRule.put(rule, series);
    }
    lanes.add(series.cell(), 1);
  }
}
