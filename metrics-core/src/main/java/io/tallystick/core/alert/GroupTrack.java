package io.tallystick.core.alert;

import io.tallystick.core.deliver.AlertMessage.Transition;
import io.tallystick.spi.AlertState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a group of a rule goes from where it is: a pure function of its state, of what was seen,
 * and of the time. A firing goes on while nothing is known, and is over when the condition was not
 * so for a while; within its cooldown a group waits.
 */
final class GroupTrack {
  /** A value on the border comes back within so many minutes at least. */
  private static final int LEAST_QUIET_MINUTES = 3;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final String ruleId;
  private final RuleDefinition rule;

  GroupTrack(String ruleId, RuleDefinition rule) {
    this.ruleId = ruleId;
    this.rule = rule;
  }

  /**
   * The next step of a group.
   *
   * @param before how it was; null for a group of which nothing is kept
   * @param seen at the end of a window
   */
  Step next(@Nullable AlertState before, String group, Judgement seen, Instant end) {
    AlertState state = before == null ? ok(group, null, end) : notLater(before, end);
    return switch (seen.verdict()) {
      case YES -> yes(state, end);
      case NO -> no(state, seen.isWellClear(), end);
      case UNKNOWN -> unknown(state, end);
    };
  }

  /**
   * What is switched off or removed: whoever was told that it fires is told that nobody looks any
   * more, and a cooldown goes on.
   */
  Step unwatched(AlertState before, Instant end) {
    AlertState state = notLater(before, end);
    AlertState ok = isCoolingDown(state, end) ? ok(state.group(), state.firedAt(), end) : null;
    if (!isFiring(state)) {
      return Step.to(ok);
    }
    String eventId = eventId(state.group(), Transition.RESOLVED, end);
    return new Step(ok, new Happening(eventId, Transition.RESOLVED, firingSince(state)));
  }

  /** A clock that was ahead must not keep a group waiting until it is there again. */
  private static AlertState notLater(AlertState state, Instant end) {
    Instant clearSince = state.clearSince();
    Instant firedAt = state.firedAt();
    return new AlertState(
        state.ruleId(),
        state.group(),
        state.state(),
        earlier(state.since(), end),
        clearSince == null ? null : earlier(clearSince, end),
        firedAt == null ? null : earlier(firedAt, end),
        state.eventId());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private Step yes(AlertState state, Instant end) {
    if (isFiring(state)) {
      return Step.to(state(state, State.FIRING, firingSince(state), null));
    }
    boolean isWaiting = State.of(state) == State.PENDING;
    Instant since = isWaiting ? state.since() : end;
    boolean isHeld = !since.plus(Duration.ofMinutes(rule.timing().hold())).isAfter(end);
    if (!isHeld || isCoolingDown(state, end)) {
      return Step.to(state(state, State.PENDING, since, null));
    }
    String eventId = eventId(state.group(), Transition.FIRING, end);
    AlertState firing =
        new AlertState(ruleId, state.group(), State.FIRING.id(), since, null, end, eventId);
    return new Step(firing, new Happening(eventId, Transition.FIRING, since));
  }

  private static Instant firingSince(AlertState state) {
    Instant firedAt = state.firedAt();
    return State.of(state) == State.FIRING || firedAt == null ? state.since() : firedAt;
  }

  private boolean isCoolingDown(AlertState state, Instant end) {
    Instant firedAt = state.firedAt();
    return firedAt != null
        && end.isBefore(firedAt.plus(Duration.ofMinutes(rule.timing().cooldown())));
  }

  private Step no(AlertState state, boolean isWellClear, Instant end) {
    if (!isFiring(state)) {
      return Step.to(isCoolingDown(state, end) ? ok(state.group(), state.firedAt(), end) : null);
    }
    Instant clearSince = state.clearSince() == null ? end : state.clearSince();
    Duration quiet =
        isWellClear
            ? MINUTE
            : MINUTE.multipliedBy(Math.max(LEAST_QUIET_MINUTES, rule.timing().window()));
    Instant since = firingSince(state);
    if (clearSince.plus(quiet).isAfter(end)) {
      return Step.to(state(state, State.FIRING, since, clearSince));
    }
    Happening over =
        new Happening(eventId(state.group(), Transition.RESOLVED, end), Transition.RESOLVED, since);
    AlertState ok = isCoolingDown(state, end) ? ok(state.group(), state.firedAt(), end) : null;
    return new Step(ok, over);
  }

  private Step unknown(AlertState state, Instant end) {
    if (State.of(state) == State.NO_DATA) {
      return Step.to(state);
    }
    AlertState none = state(state, State.NO_DATA, end, null);
    if (!isFiring(state)) {
      return Step.to(none);
    }
    String eventId = eventId(state.group(), Transition.NO_DATA, end);
    return new Step(none, new Happening(eventId, Transition.NO_DATA, state.since()));
  }

  /** Whether an alert is open, also while nothing is known. */
  static boolean isFiring(AlertState state) {
    return !state.eventId().isEmpty();
  }

  private AlertState ok(String group, @Nullable Instant firedAt, Instant end) {
    Instant since = firedAt == null ? end : firedAt; // that it is well is not news each minute
    return new AlertState(ruleId, group, State.OK.id(), since, null, firedAt, "");
  }

  private AlertState state(
      AlertState before, State state, Instant since, @Nullable Instant clearSince) {
    return new AlertState(
        ruleId, before.group(), state.id(), since, clearSince, before.firedAt(), before.eventId());
  }

  /** The same for everybody who comes to the same event. */
  private String eventId(String group, Transition transition, Instant end) {
    return Given.digest(
        String.join("\n", ruleId, group, transition.word(), Long.toString(end.toEpochMilli())));
  }

  /**
   * A step of a group.
   *
   * @param state how it is now; null where nothing is to be kept of it
   * @param happening what is to be told; null for nothing
   */
  record Step(@Nullable AlertState state, @Nullable Happening happening) {
    static Step to(@Nullable AlertState state) {
      return new Step(state, null);
    }
  }

  /**
   * What happened to a group.
   *
   * @param eventId tells it from all else that happens
   * @param since when what it is about began
   */
  record Happening(String eventId, Transition transition, Instant since) {}
}
