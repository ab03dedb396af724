package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert that fired.
 *
 * <pre>{@code
 * control.putEvent(new AlertEvent("e1", "r1", now, null, "Errors jumped from 1 % to 15 %", ""));
 * }</pre>
 *
 * @param id tells it from other events, not blank
 * @param ruleId the rule that fired, not blank
 * @param beganAt when it began, in whole milliseconds
 * @param endedAt when it was over, in whole milliseconds; null while it lasts
 * @param message a sentence that people understand
 * @param detail what was seen, in a form that the store does not read
 */
public record AlertEvent(
    String id,
    String ruleId,
    Instant beganAt,
    @Nullable Instant endedAt,
    String message,
    String detail) {
  /** Checks ids and times. */
  public AlertEvent {
    SeriesKey.requireText("id of an event", id);
    SeriesKey.requireText("rule of an event", ruleId);
    Times.requireWholeMillis("beginning of an event", requireNonNull(beganAt, "beganAt"));
    if (endedAt != null) {
      Times.requireWholeMillis("end of an event", endedAt);
    }
    requireNonNull(message, "message");
    requireNonNull(detail, "detail");
  }
}
