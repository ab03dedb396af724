package io.tallystick.core.ratelimit;

import java.time.Instant;
import java.util.List;

/**
 * A key that comes near its limit again and again.
 *
 * <pre>{@code
 * history.nearLimit(80, 3).forEach((key, near) -> show(key, near.hours().size()));
 * }</pre>
 *
 * @param key its name
 * @param hours the starts of the hours in which it was near, the oldest first
 * @param trend whether it comes nearer, over the last 24 hours
 */
public record NearLimit(String key, List<Instant> hours, Trend trend) {
  /** Copies the list. */
  public NearLimit {
    hours = List.copyOf(hours);
  }
}
