package io.tallystick.core.alert;

import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.AlertState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    left.forEach((name, state) -> take(values(name), name, ofLeft(name, unseen), state));
  }

  private List<String> values(String name) {
    RuleDefinition definition = rule.definition();
    boolean isOfKeys = definition.type() == RuleType.RATE_LIMIT;
    return GroupName.values(name, isOfKeys ? 1 : definition.scope().groupBy().size());
  }

  /**
   * Nobody looks at the groups any more.
   *
   * @param kept how they were
   * @param why such as {@code switched off}
   */
  void end(Collection<AlertState> kept, String why) {
    for (AlertState state : kept) {
      GroupTrack.Step step = track.unwatched(state, end);
      keep(state, step.state());
      GroupTrack.Happening happening = step.happening();
      if (happening != null) {
        SortedMap<String, String> labels =
            GroupName.labels(rule.definition(), values(state.group()));
        String message = sentences.unwatched(labels, happening.since(), end, why);
        events.add(event(labels, state.group(), Double.NaN, happening, message));
      }
    }
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
    keep(kept, step.state());
    GroupTrack.Happening happening = step.happening();
    if (happening != null) {
      events.add(event(group, name, judgement, happening));
    }
  }

  private void keep(@Nullable AlertState before, @Nullable AlertState now) {
    if (now == null) {
      if (before != null) {
        over.add(before);
      }
    } else if (!now.equals(before)) {
      changed.add(now);
    }
  }

  private AlertEvent event(
      List<String> group, String name, Judgement seen, GroupTrack.Happening happening) {
    SortedMap<String, String> labels = GroupName.labels(rule.definition(), group);
    String message =
        switch (happening.transition()) {
          case FIRING -> sentences.firing(labels, seen, before.applyAsDouble(group));
          case NO_DATA -> sentences.noData(labels, happening.since());
          default -> sentences.resolved(labels, seen, happening.since(), end);
        };
    return event(labels, name, seen.value(), happening, message);
  }

  private AlertEvent event(
      SortedMap<String, String> labels,
      String name,
      double value,
      GroupTrack.Happening happening,
      String message) {
    RuleDefinition definition = rule.definition();
    boolean hasThreshold =
        definition.type() != RuleType.SPIKE && definition.type() != RuleType.ABSENT;
    return new AlertEvent(
        happening.eventId(),
        rule.id(),
        name,
        happening.transition().word(),
        end,
        happening.since(),
        value,
        hasThreshold ? definition.condition().threshold() : Double.NaN,
        message,
        EventTold.of(rule, labels).json());
  }

  KnownRule rule() {
    return rule;
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
