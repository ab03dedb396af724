package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * That an event was sent to someone, or that it was tried.
 *
 * <pre>{@code
 * control.putDelivery(new AlertDelivery("e1", "webhook ops", 1, now, true, "200"));
 * }</pre>
 *
 * @param eventId the event, not blank
 * @param receiver to whom, not blank, at most {@value #LONGEST_RECEIVER} characters; holds no
 *     secret
 * @param attempt the how manieth attempt it was, from 1
 * @param at when, in whole milliseconds
 * @param isDelivered whether it arrived
 * @param outcome what the receiver answered or what failed
 */
public record AlertDelivery(
    String eventId, String receiver, int attempt, Instant at, boolean isDelivered, String outcome) {
  /** The longest name of a receiver. */
  public static final int LONGEST_RECEIVER = 200;

  /** Checks event, receiver, attempt and time. */
  public AlertDelivery {
    SeriesKey.requireText("event of a delivery", eventId);
    SeriesKey.requireText("receiver of a delivery", receiver);
    if (receiver.length() > LONGEST_RECEIVER) {
      throw new IllegalArgumentException(
          "The receiver of a delivery has %d characters: it may have %d."
              .formatted(receiver.length(), LONGEST_RECEIVER));
    }
    Numbers.requireAtLeast(1, "attempt of a delivery", attempt);
    Times.requireWholeMillis("time of a delivery", requireNonNull(at, "at"));
    requireNonNull(outcome, "outcome");
  }
}
