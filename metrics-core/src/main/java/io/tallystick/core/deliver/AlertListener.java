package io.tallystick.core.deliver;

import java.time.Duration;

/**
 * Somebody who is told of alerts.
 *
 * <p>It is called on a thread of its own, one message at a time, in the order in which they came.
 * It may wait and may fail: then it is asked again with the same message, later and later, for a
 * day. So a message may come twice, and its event id tells.
 *
 * <pre>{@code
 * AlertListener pager =
 *     new AlertListener() {
 *       public String name() {
 *         return "pager";
 *       }
 *
 *       public void alert(AlertMessage message) throws Exception {
 *         pagers.page(message.eventId(), message.text());
 *       }
 *     };
 * }</pre>
 */
public interface AlertListener {
  /**
   * What it is called, always the same: it tells receivers apart, in the log and in the delivery
   * log. At most 100 characters; holds no secret, and waits for nothing.
   */
  String name();

  /**
   * Takes a message.
   *
   * @throws DeliveryException when it was not delivered, which says whether and when to try again
   * @throws Exception when it was not delivered and is to be tried again
   */
  void alert(AlertMessage message) throws Exception;

  /** After what time an attempt is given up and counts as failed; one minute at most. */
  default Duration deadline() {
    return Duration.ofSeconds(5);
  }
}
