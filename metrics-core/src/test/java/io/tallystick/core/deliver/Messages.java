package io.tallystick.core.deliver;

import io.tallystick.core.deliver.AlertMessage.Transition;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Messages for tests. */
final class Messages {
  static final String TEXT =
      "Error rate for GET /api/segments jumped from 1 % to 15 % in the last 5 minutes";

  private Messages() {}

  static AlertMessage firing(String eventId) {
    return message(eventId, Transition.FIRING, "Many errors", TEXT);
  }

  static AlertMessage message(String eventId, Transition transition, String ruleName, String text) {
    return new AlertMessage(
        eventId,
        "r1",
        ruleName,
        "error_rate",
        "critical",
        transition,
        new TreeMap<>(Map.of("route_id", "GET /api/segments")),
        15.0,
        10.0,
        Instant.parse("2026-03-01T10:07:00Z"),
        Instant.parse("2026-03-01T10:02:00Z"),
        text,
        "https://console.example.com/alerts/r1");
  }
}
