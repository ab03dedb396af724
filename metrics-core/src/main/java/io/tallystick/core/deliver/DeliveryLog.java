package io.tallystick.core.deliver;

import java.time.Instant;

/**
 * Where is written down what was sent to whom, and what came of it.
 *
 * <p>Called on one thread of its own, one note at a time, in order. It may wait and may throw: that
 * disturbs no delivery. A note that fails is tried again, ten times at most, later and later; when
 * more than 10,000 wait, the oldest is lost.
 *
 * <pre>{@code
 * DeliveryLog log =
 *     (message, receiver, attempt, at, isDelivered, outcome) ->
 *         control.addDelivery(
 *             new AlertDelivery(message.eventId(), receiver, at, isDelivered, outcome));
 * }</pre>
 */
@FunctionalInterface
public interface DeliveryLog {
  /**
   * Takes a note.
   *
   * @param attempt which attempt it was, from 1; 0 for a message that was given up before the first
   * @param at when it ended, in whole milliseconds
   * @param isDelivered whether it arrived
   * @param outcome what came of it, in one line; begins with {@code given up} for a message that is
   *     not tried again
   */
  void note(
      AlertMessage message,
      String receiver,
      int attempt,
      Instant at,
      boolean isDelivered,
      String outcome)
      throws Exception;
}
