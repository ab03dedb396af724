package io.tallystick.core.alert;

import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.spi.AlertChanges;
import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.AlertState;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.Lease;
import io.tallystick.spi.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
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
  /** So many rules may wait in vain for their numbers, before the rest that failed is left. */
  private static final int MOST_FAILURES = 3;

  /** So long it is remembered how the groups of rules are that are not known here. */
  private static final Duration UNKNOWN_FOR = Duration.ofHours(24);

  private static final String FIRED = "tallystick.alert.fired.count";
  private static final Logger LOGGER = LoggerFactory.getLogger(Evaluator.class);

  private final RuleBook book;
  private final ControlStore control;
  private final Function<KnownRule, RuleEvaluation> evaluationOf;
  private final Metrics metrics;
  private final Announcer announcer;
  private final Map<String, RuleEvaluation> evaluations = new HashMap<>();

  /** How groups are, by rule and name; what is not in it is well. */
  private final Map<String, Map<String, AlertState>> states = new HashMap<>();

  /** Since when states of rules are here that are not. */
  private final Map<String, Instant> unknownSince = new HashMap<>();

  /** How many rules the store did not answer in this evaluation. */
  private int failures;

  /** Why rules could not be evaluated last time. */
  private final Map<String, String> problems = new ConcurrentHashMap<>();

  /**
   * Makes an evaluator.
   *
   * @param evaluationOf begins to evaluate a rule
   * @param announcer tells of what happened, after it was kept
   */
  Evaluator(
      RuleBook book,
      ControlStore control,
      Function<KnownRule, RuleEvaluation> evaluationOf,
      Metrics metrics,
      Announcer announcer) {
    this.book = book;
    this.control = control;
    this.evaluationOf = evaluationOf;
    this.metrics = metrics;
    this.announcer = announcer;
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
    failures = 0;
    ordered(enabled).forEach(rule -> addTurn(rule, end, turns));
    rules.stream()
        .filter(rule -> !rule.definition().isEnabled() && states.containsKey(rule.id()))
        .forEach(rule -> turns.add(switchedOff(rule, end)));
    keep(lease, turns, leftOf(rules, end));
  }

  /** Those last that may have to learn from their past, and at the very end what failed before. */
  private List<KnownRule> ordered(Map<String, KnownRule> rules) {
    List<KnownRule> ordered = new ArrayList<>(rules.values());
    ordered.sort(
        Comparator.comparing((KnownRule rule) -> problems.containsKey(rule.id()))
            .thenComparing(rule -> rule.definition().type() == RuleType.SPIKE));
    return ordered;
  }

  private RuleTurn switchedOff(KnownRule rule, Instant end) {
    RuleTurn turn = new RuleTurn(rule, end, group -> Double.NaN);
    turn.end(of(rule.id()).values(), "switched off");
    return turn;
  }

  private void addTurn(KnownRule rule, Instant end, List<RuleTurn> turns) {
    if (failures >= MOST_FAILURES) {
      return; // each may have waited for long; these have a problem already
    }
    try {
      turns.add(evaluation(rule).turn(end, of(rule.id())));
      problems.remove(rule.id());
    } catch (StorageException failure) {
      failures += failure.canRetry() ? 1 : 0;
      note(rule, failure);
      if (failure.canRetry() && isStoreAway(turns)) {
        throw failure; // this minute is evaluated again, all of it, when the store is back
      }
    } catch (RuntimeException failure) {
      note(rule, failure);
    }
  }

  /** Or else it is one rule that the store does not answer, and no reason to leave the others. */
  private boolean isStoreAway(List<RuleTurn> turns) {
    try {
      control.now();
    } catch (StorageException failure) {
      return true;
    }
    return turns.isEmpty() && failures >= MOST_FAILURES;
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
   * States of rules that are not there. What another instance has in its code or file may come back
   * to it, and what cannot be read now may be read again: they stay for a while.
   */
  private List<AlertState> leftOf(List<KnownRule> rules, Instant end) {
    Set<String> known = new HashSet<>(book.unreadable().keySet());
    rules.forEach(rule -> known.add(rule.id()));
    unknownSince.keySet().removeIf(id -> known.contains(id) || !states.containsKey(id));
    List<AlertState> left = new ArrayList<>();
    states.forEach(
        (id, groups) -> {
          boolean isUnknown = !known.contains(id);
          if (isUnknown && isLongAgo(unknownSince.computeIfAbsent(id, first -> end), end)) {
            left.addAll(groups.values());
          }
        });
    return left;
  }

  private static boolean isLongAgo(Instant since, Instant end) {
    return since.plus(UNKNOWN_FOR).isBefore(end);
  }

  private void keep(Lease lease, List<RuleTurn> turns, List<AlertState> left) {
    try {
      keepAll(lease, turns, left);
    } catch (StorageException failure) {
      if (failure.canRetry()) {
        throw failure;
      }
      keepOneByOne(lease, turns, left);
    }
  }

  /** So that what the store never takes of one rule does not keep the others from it. */
  private void keepOneByOne(Lease lease, List<RuleTurn> turns, List<AlertState> left) {
    for (RuleTurn turn : turns) {
      try {
        keepAll(lease, List.of(turn), List.of());
      } catch (StorageException failure) {
        if (failure.canRetry()) {
          throw failure;
        }
        note(turn.rule(), failure);
      }
    }
    keepAll(lease, List.of(), left);
  }

  private void keepAll(Lease lease, List<RuleTurn> turns, List<AlertState> left) {
    List<AlertState> changed = turns.stream().flatMap(turn -> turn.changed().stream()).toList();
    List<AlertState> over = new ArrayList<>(left);
    turns.forEach(turn -> over.addAll(turn.over()));
    List<AlertEvent> events = turns.stream().flatMap(turn -> addressed(turn).stream()).toList();
    AlertChanges changes = new AlertChanges(changed, over, events);
    if (!changes.isEmpty()) {
      control.keepAlerts(lease, changes);
    }
    changed.forEach(state -> of(state.ruleId()).put(state.group(), state));
    over.forEach(state -> of(state.ruleId()).remove(state.group()));
    states.values().removeIf(Map::isEmpty);
    events.forEach(this::count);
    if (!events.isEmpty()) {
      announcer.tell(events);
    }
  }

  private List<AlertEvent> addressed(RuleTurn turn) {
    return turn.events().stream().map(event -> announcer.addressed(event, turn.rule())).toList();
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
