package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * That a group of a rule went from one state to another.
 *
 * <pre>{@code
 * control.putEvent(
 *     new AlertEvent(
 *         "e1", "r1", "GET /orders", "firing", now, began, 15, 10, "Errors jumped to 15 %", ""));
 * }</pre>
 *
 * @param id tells it from other events, not blank; whoever comes to the same event again gives it
 *     the same id
 * @param ruleId the rule, not blank
 * @param group which group of the rule, empty where it has but one; at most {@value
 *     AlertState#LONGEST_GROUP} characters
 * @param transition into which state it went, not blank
 * @param at when, in whole milliseconds
 * @param since when what it tells of began, in whole milliseconds
 * @param value what was measured; NaN where nothing was
 * @param threshold what it was compared with; NaN where with nothing
 * @param message a sentence that people understand
 * @param detail what was seen, in a form that the store does not read
 */
public record AlertEvent(
    String id,
    String ruleId,
    String group,
    String transition,
    Instant at,
    Instant since,
    double value,
    double threshold,
    String message,
    String detail) {
  /** Checks ids, transition and times. */
  public AlertEvent {
    SeriesKey.requireText("id of an event", id);
    SeriesKey.requireText("rule of an event", ruleId);
    AlertState.requireGroup(group);
    SeriesKey.requireText("transition of an event", transition);
    Times.requireWholeMillis("time of an event", requireNonNull(at, "at"));
    Times.requireWholeMillis("beginning of an event", requireNonNull(since, "since"));
    requireNonNull(message, "message");
    requireNonNull(detail, "detail");
  }

  /** The same with other details. */
  public AlertEvent withDetail(String other) {
    return new AlertEvent(
        id, ruleId, group, transition, at, since, value, threshold, message, other);
  }
}
