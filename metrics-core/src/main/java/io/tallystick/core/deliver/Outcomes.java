package io.tallystick.core.deliver;

import io.tallystick.Metrics;
import io.tallystick.core.aggregate.Moment;
import java.time.Instant;

/** Where is told what came of messages: it is counted, and noted by and by. For any thread. */
final class Outcomes {
  private static final String COUNT = "tallystick.alert.delivery.count";

  private final Metrics metrics;
  private final Courier<Note> notes;

  Outcomes(Metrics metrics, Courier<Note> notes) {
    this.metrics = metrics;
    this.notes = notes;
  }

  void delivered(AlertMessage message, String receiver, int attempt, Moment now) {
    count("delivered");
    note(message, receiver, attempt, now, true, "delivered");
  }

  void failed(AlertMessage message, String receiver, int attempt, Moment now, String why) {
    count("failed");
    note(message, receiver, attempt, now, false, why);
  }

  void givenUp(AlertMessage message, String receiver, int attempts, Moment now, String why) {
    count("given_up");
    note(message, receiver, attempts, now, false, why);
  }

  private void count(String result) {
    metrics.count(COUNT, 1, "result", result);
  }

  private void note(
      AlertMessage message,
      String receiver,
      int attempt,
      Moment now,
      boolean isDelivered,
      String outcome) {
    Instant at = Instant.ofEpochMilli(now.wallMillis());
    notes.offer(new Note(message, receiver, attempt, at, isDelivered, outcome));
  }
}
