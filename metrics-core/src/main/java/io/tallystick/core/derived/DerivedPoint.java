package io.tallystick.core.derived;

import static java.util.Objects.requireNonNull;

import io.tallystick.Tags;
import java.time.Instant;

/**
 * A number of a derived series.
 *
 * <pre>{@code
 * derived.series("trace.started", range, Duration.ofMinutes(5)).get(0).value();
 * }</pre>
 *
 * @param at the time that the SQL gave it
 * @param value a finite number
 * @param tags which series it belongs to, where there are several
 */
public record DerivedPoint(Instant at, double value, Tags tags) {
  /** Checks that every part is there. */
  public DerivedPoint {
    requireNonNull(at, "at");
    requireNonNull(tags, "tags");
  }
}
