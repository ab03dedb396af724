package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert rule as a store keeps it.
 *
 * <pre>{@code
 * AlertRule first =
 *     new AlertRule("r1", 1, "Many errors", "error_rate", true, terms, "ann", now, now, null);
 * control.putRule(first, 0);
 * }</pre>
 *
 * @param id tells it from other rules, not blank
 * @param version how often it was changed, from 1
 * @param name what people call it, not blank
 * @param type what kind of rule it is, not blank
 * @param isEnabled whether it is evaluated
 * @param terms what it compares with what
 * @param createdBy who made it, perhaps empty
 * @param createdAt when it was made, in whole milliseconds
 * @param updatedAt when it was changed last, in whole milliseconds
 * @param lastFiredAt when it fired last, in whole milliseconds; null while it never did. {@link
 *     ControlStore#keepAlerts} alone changes it in a rule that is there
 */
public record AlertRule(
    String id,
    long version,
    String name,
    String type,
    boolean isEnabled,
    AlertTerms terms,
    String createdBy,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant lastFiredAt) {
  /** Checks id, version, name, type and times. */
  public AlertRule {
    SeriesKey.requireText("id of a rule", id);
    Numbers.requireAtLeast(1, "version of a rule", version);
    SeriesKey.requireText("name of a rule", name);
    SeriesKey.requireText("type of a rule", type);
    requireNonNull(terms, "terms");
    requireNonNull(createdBy, "createdBy");
    Times.requireWholeMillis("making of a rule", requireNonNull(createdAt, "createdAt"));
    Times.requireWholeMillis("change of a rule", requireNonNull(updatedAt, "updatedAt"));
    if (lastFiredAt != null) {
      Times.requireWholeMillis("firing of a rule", lastFiredAt);
    }
  }

  /** The same rule, which fired at a time. */
  public AlertRule firedAt(@Nullable Instant time) {
    return new AlertRule(
        id, version, name, type, isEnabled, terms, createdBy, createdAt, updatedAt, time);
  }
}
