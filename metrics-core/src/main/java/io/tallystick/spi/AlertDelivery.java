package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * That an event was sent to someone, or that it was tried.
 *
 * <pre>{@code
 * control.addDelivery(new AlertDelivery("e1", "webhook ops", now, true, "200"));
 * }</pre>
 *
 * @param eventId the event, not blank
 * @param receiver to whom, not blank; holds no secret
 * @param at when, in whole milliseconds
 * @param isDelivered whether it arrived
 * @param outcome what the receiver answered or what failed
 */
public record AlertDelivery(
    String eventId, String receiver, Instant at, boolean isDelivered, String outcome) {
  /** Checks event, receiver and time. */
  public AlertDelivery {
    SeriesKey.requireText("event of a delivery", eventId);
    SeriesKey.requireText("receiver of a delivery", receiver);
    Times.requireWholeMillis("time of a delivery", requireNonNull(at, "at"));
    requireNonNull(outcome, "outcome");
  }
}
