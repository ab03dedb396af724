package io.tallystick.core.alert;

import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.AlertState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Takes all groups of a rule one step further. For one thread. */
final class RuleTurn {
  private final KnownRule rule;
  private final GroupTrack track;
  private final Sentences sentences;
  private final Instant end;
  private final ToDoubleFunction<List<String>> before;

  private final List<AlertState> changed = new ArrayList<>();
  private final List<AlertState> over = new ArrayList<>();
  private final List<AlertEvent> events = new ArrayList<>();

  /**
   * Makes a turn.
   *
   * @param before gives the value of a group in the time before the window
   */
  RuleTurn(KnownRule rule, Instant end, ToDoubleFunction<List<String>> before) {
    this.rule = rule;
    this.end = end;
    this.before = before;
    this.track = new GroupTrack(rule.id(), rule.definition());
    this.sentences = new Sentences(rule.definition());
  }

  /**
   * Takes every group that was seen, and every one of which something is kept.
   *
   * @param unseen what is to be said of a group that was not seen
   * @param kept how the groups were, by their names
   */
  void take(Map<List<String>, Judgement> seen, Judgement unseen, Map<String, AlertState> kept) {
    Map<String, AlertState> left = new LinkedHashMap<>(kept);
    seen.forEach(
        (group, judgement) -> {
          String name = GroupName.of(group);
          take(group, name, judgement, left.remove(name));
        });
    if (seen.isEmpty()) {
      take(List.of(), "", unseen, left.remove(""));
    }
    int keys = rule.definition().scope().groupBy().size();
    left.forEach(
        (name, state) -> take(GroupName.values(name, keys), name, ofLeft(name, unseen), state));
  }

  /**
   * Where too little is bad, all groups that are known were seen: others are forgotten. And where
   * groups were seen, there is none without a name.
   */
  private Judgement ofLeft(String name, Judgement unseen) {
    boolean isForgotten = new Judge(rule.definition()).isOfTooLittle();
    return isForgotten || name.isEmpty() ? Judgement.NOTHING : unseen;
  }

  private void take(
      List<String> group, String name, Judgement judgement, @Nullable AlertState kept) {
    GroupTrack.Step step = track.next(kept, name, judgement, end);
    AlertState state = step.state();
    if (state == null) {
      if (kept != null) {
        over.add(kept);
      }
    } else if (!Objects.equals(state, kept)) {
      changed.add(state);
    }
    GroupTrack.Happening happening = step.happening();
    if (happening != null) {
      events.add(event(group, name, judgement, happening));
    }
  }

  private AlertEvent event(
      List<String> group, String name, Judgement seen, GroupTrack.Happening happening) {
    RuleDefinition definition = rule.definition();
    SortedMap<String, String> labels = GroupName.labels(definition, group);
    String message =
        switch (happening.transition()) {
          case FIRING -> sentences.firing(labels, seen, before.applyAsDouble(group));
          case NO_DATA -> sentences.noData(labels, happening.since());
          default -> sentences.resolved(labels, seen, happening.since(), end);
        };
    boolean hasThreshold =
        definition.type() != RuleType.SPIKE && definition.type() != RuleType.ABSENT;
    return new AlertEvent(
        happening.eventId(),
        rule.id(),
        name,
        happening.transition().word(),
        end,
        happening.since(),
        seen.value(),
        hasThreshold ? definition.condition().threshold() : Double.NaN,
        message,
        EventTold.of(rule, labels).json());
  }

  /** How groups are now that are not as they were. */
  List<AlertState> changed() {
    return changed;
  }

  /** Groups of which nothing is kept any more. */
  List<AlertState> over() {
    return over;
  }

  List<AlertEvent> events() {
    return events;
  }
}
