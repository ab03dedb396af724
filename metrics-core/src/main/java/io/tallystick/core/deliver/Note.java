package io.tallystick.core.deliver;

import java.time.Instant;

/** A note for the delivery log that waits to be written. */
record Note(
    AlertMessage message,
    String receiver,
    int attempt,
    Instant at,
    boolean isDelivered,
    String outcome) {
  void writeTo(DeliveryLog log) throws Exception {
    log.note(message, receiver, attempt, at, isDelivered, outcome);
  }
}
