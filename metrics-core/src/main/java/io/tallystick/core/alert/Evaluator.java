package io.tallystick.core.alert;

import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.spi.AlertChanges;
import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.AlertState;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.Lease;
import io.tallystick.spi.StorageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates all rules at the end of a window and keeps what came of it. For one thread, but for
 * {@link #problems}.
 *
 * <p>What happened is in the store before anybody is told. What is kept goes in one transaction
 * under the lease, and an event has the same id whoever comes to it: so whether this instance dies
 * before, within or after it, the next one tells what was not told and fires nothing twice.
 */
final class Evaluator {
  private static final String FIRED = "tallystick.alert.fired.count";
  private static final Logger LOGGER = LoggerFactory.getLogger(Evaluator.class);

  private final RuleBook book;
  private final ControlStore control;
  private final Function<KnownRule, RuleEvaluation> evaluationOf;
  private final Metrics metrics;
  private final Consumer<List<AlertEvent>> teller;
  private final Map<String, RuleEvaluation> evaluations = new HashMap<>();

  /** How groups are, by rule and name; what is not in it is well. */
  private final Map<String, Map<String, AlertState>> states = new HashMap<>();

  /** Why rules could not be evaluated last time. */
  private final Map<String, String> problems = new ConcurrentHashMap<>();

  /**
   * Makes an evaluator.
   *
   * @param evaluationOf begins to evaluate a rule
   * @param teller is told of what happened, after it was kept
   */
  Evaluator(
      RuleBook book,
      ControlStore control,
      Function<KnownRule, RuleEvaluation> evaluationOf,
      Metrics metrics,
      Consumer<List<AlertEvent>> teller) {
    this.book = book;
    this.control = control;
    this.evaluationOf = evaluationOf;
    this.metrics = metrics;
    this.teller = teller;
  }

  /** Takes over from whoever evaluated before, at the beginning or after another did. */
  void takeOver() {
    forget();
    for (AlertState state : control.alertStates()) {
      of(state.ruleId()).put(state.group(), state);
    }
  }

  /** Lets go of what another goes on with. */
  void forget() {
    states.clear();
    evaluations.clear();
  }

  private Map<String, AlertState> of(String ruleId) {
    return states.computeIfAbsent(ruleId, absent -> new TreeMap<>());
  }

  /**
   * Evaluates all rules over the windows that end then.
   *
   * @param end a whole minute
   */
  void evaluate(Lease lease, Instant end) {
    List<KnownRule> rules = book.all();
    Map<String, KnownRule> enabled = new LinkedHashMap<>();
    rules.stream()
        .filter(rule -> rule.definition().isEnabled())
        .forEach(rule -> enabled.put(rule.id(), rule));
    evaluations.keySet().retainAll(enabled.keySet());
    problems.keySet().retainAll(enabled.keySet());
    List<RuleTurn> turns = new ArrayList<>();
    ordered(enabled).forEach(rule -> addTurn(rule, end, turns));
    keep(lease, turns, leftOf(enabled));
  }

  /** Those last that may have to learn from their past. */
  private static List<KnownRule> ordered(Map<String, KnownRule> rules) {
    List<KnownRule> spikesLast = new ArrayList<>(rules.values());
    spikesLast.sort(
        (one, other) ->
            Boolean.compare(
                one.definition().type() == RuleType.SPIKE,
                other.definition().type() == RuleType.SPIKE));
    return spikesLast;
  }

  private void addTurn(KnownRule rule, Instant end, List<RuleTurn> turns) {
    try {
      turns.add(evaluation(rule).turn(end, of(rule.id())));
      problems.remove(rule.id());
    } catch (StorageException failure) {
      if (failure.canRetry()) {
        throw failure; // this minute is evaluated again, all of it, when the store is back
      }
      note(rule, failure);
    } catch (RuntimeException failure) {
      note(rule, failure);
    }
  }

  private void note(KnownRule rule, RuntimeException failure) {
    String reason = String.valueOf(failure.getMessage());
    if (!reason.equals(problems.put(rule.id(), reason))) {
      LOGGER.warn(
          "The alert rule {} ({}) could not be evaluated, which is tried again: {}",
          rule.id(),
          rule.definition().name().replaceAll("\\p{Cntrl}", " "),
          failure.toString());
    }
  }

  /** What an evaluation remembers holds as long as its rule is as it was. */
  private RuleEvaluation evaluation(KnownRule rule) {
    RuleEvaluation there = evaluations.get(rule.id());
    if (there != null && there.rule().definition().equals(rule.definition())) {
      return there;
    }
    RuleEvaluation made = evaluationOf.apply(rule);
    evaluations.put(rule.id(), made);
    return made;
  }

  /**
   * States of rules that are not there any more, or are switched off: nothing is wrong with them.
   */
  private List<AlertState> leftOf(Map<String, KnownRule> enabled) {
    List<AlertState> left = new ArrayList<>();
    states.forEach(
        (ruleId, groups) -> {
          if (!enabled.containsKey(ruleId)) {
            left.addAll(groups.values());
          }
        });
    return left;
  }

  private void keep(Lease lease, List<RuleTurn> turns, List<AlertState> left) {
    List<AlertState> changed = turns.stream().flatMap(turn -> turn.changed().stream()).toList();
    List<AlertState> over = new ArrayList<>(left);
    turns.forEach(turn -> over.addAll(turn.over()));
    List<AlertEvent> events = turns.stream().flatMap(turn -> turn.events().stream()).toList();
    AlertChanges changes = new AlertChanges(changed, over, events);
    if (!changes.isEmpty()) {
      control.keepAlerts(lease, changes);
    }
    changed.forEach(state -> of(state.ruleId()).put(state.group(), state));
    over.forEach(state -> of(state.ruleId()).remove(state.group()));
    states.values().removeIf(Map::isEmpty);
    events.forEach(this::count);
    if (!events.isEmpty()) {
      teller.accept(events);
    }
  }

  private void count(AlertEvent event) {
    if (event.transition().equals(AlertChanges.FIRING)) {
      metrics.count(FIRED, 1, Tags.of("rule", EventTold.parse(event.detail()).ruleName()));
    }
  }

  /** Why rules could not be evaluated last time, by their ids. */
  Map<String, String> problems() {
    return new TreeMap<>(problems);
  }
}
