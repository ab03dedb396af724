package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a group of a rule is, so that whoever evaluates it next goes on where the last one was. A
 * group of which nothing is kept is well and never fired.
 *
 * <pre>{@code
 * new AlertState("r1", "GET /orders", "firing", since, null, firedAt, "e1");
 * }</pre>
 *
 * @param ruleId the rule, not blank
 * @param group which group of it, empty where it has but one; at most {@value #LONGEST_GROUP}
 *     characters
 * @param state in which it is, not blank
 * @param since since when, in whole milliseconds
 * @param clearSince since when what it fires for is not so any more, in whole milliseconds; null
 *     while it is
 * @param firedAt when it fired last, in whole milliseconds; null while it never did
 * @param eventId the event of the firing that goes on, or empty
 */
public record AlertState(
    String ruleId,
    String group,
    String state,
    Instant since,
    @Nullable Instant clearSince,
    @Nullable Instant firedAt,
    String eventId) {
  /** The longest name of a group; every database can look for such a one by an index. */
  public static final int LONGEST_GROUP = 200;

  /** Checks rule, group, state and times. */
  public AlertState {
    SeriesKey.requireText("rule of a state", ruleId);
    requireGroup(group);
    SeriesKey.requireText("state of a group", state);
    Times.requireWholeMillis("beginning of a state", requireNonNull(since, "since"));
    requireWholeMillis("end of a condition", clearSince);
    requireWholeMillis("firing of a group", firedAt);
    requireNonNull(eventId, "eventId");
  }

  private static void requireWholeMillis(String what, @Nullable Instant time) {
    if (time != null) {
      Times.requireWholeMillis(what, time);
    }
  }

  static void requireGroup(String group) {
    if (requireNonNull(group, "group").length() > LONGEST_GROUP) {
      throw new IllegalArgumentException(
          "The name of a group has %d characters: it may have %d."
              .formatted(group.length(), LONGEST_GROUP));
    }
  }
}
