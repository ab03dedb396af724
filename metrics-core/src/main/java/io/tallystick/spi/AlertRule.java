package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * An alert rule as a store keeps it.
 *
 * <pre>{@code
 * control.putRule(new AlertRule("r1", 1, "Many errors", true, definition, now), 0);
 * }</pre>
 *
 * @param id tells it from other rules, not blank
 * @param version how often it was changed, from 1
 * @param name what people call it, not blank
 * @param isEnabled whether it is evaluated
 * @param definition what it compares with what, in a form that the store does not read
 * @param changedAt when it was changed last, in whole milliseconds
 */
public record AlertRule(
    String id, long version, String name, boolean isEnabled, String definition, Instant changedAt) {
  /** Checks id, version, name and time. */
  public AlertRule {
    SeriesKey.requireText("id of a rule", id);
    Numbers.requireAtLeast(1, "version of a rule", version);
    SeriesKey.requireText("name of a rule", name);
    requireNonNull(definition, "definition");
    Times.requireWholeMillis("time of a rule", requireNonNull(changedAt, "changedAt"));
  }
}
