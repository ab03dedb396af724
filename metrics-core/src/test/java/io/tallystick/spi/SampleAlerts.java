package io.tallystick.spi;

import static io.tallystick.spi.SampleBuckets.minute;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Rules, events and deliveries to keep, each of which has something in every part. */
public final class SampleAlerts {
  /** What a rule of errors says. */
  public static final AlertTerms TERMS =
      new AlertTerms(
          "/api/*",
          "client:1",
          "method=GET",
          "route_id",
          10.5,
          "gt",
          5,
          2,
          30,
          20,
          "critical",
          "{}");

  private SampleAlerts() {}

  /** A rule that was changed last in the minute of its version. */
  public static AlertRule rule(String id, long version) {
    return rule(id, version, "Many errors", minute((int) version));
  }

  /** A rule that was made and changed at a time and never fired. */
  public static AlertRule rule(String id, long version, String name, Instant at) {
    return new AlertRule(id, version, name, "error_rate", true, TERMS, "ann", at, at, null);
  }

  /** A firing of the rule {@code r1}. */
  public static AlertEvent event(String id, Instant at) {
    return event(id, "r1", AlertChanges.FIRING, at);
  }

  /** What happened to a rule. */
  public static AlertEvent event(String id, String ruleId, String transition, Instant at) {
    return new AlertEvent(
        id,
        ruleId,
        "GET /orders",
        transition,
        at,
        at.minusSeconds(60),
        15.25,
        10,
        "Errors jumped from 1 % to 15 %",
        "{}");
  }

  /** A state of the rule {@code r1}. */
  public static AlertState state(String ruleId, String group, @Nullable Instant firedAt) {
    return new AlertState(ruleId, group, "firing", minute(3), minute(4), firedAt, "e1");
  }

  /** An attempt that arrived. */
  public static AlertDelivery delivery(String eventId, String receiver, int attempt, Instant at) {
    return new AlertDelivery(eventId, receiver, attempt, at, true, "200");
  }
}
