package io.tallystick.core.ratelimit;

import java.time.Instant;

/**
 * How much of its limit a key uses now.
 *
 * <pre>{@code
 * history.current().forEach(key -> show(key.name(), key.percent()));
 * }</pre>
 *
 * @param name the name of the key
 * @param minute the start of the minute that goes on
 * @param used how many requests were made in it until now
 * @param limit how many may be made in a minute; 0 where nobody said lately
 * @param lastUsed how many were made in the minute before
 * @param lastLimit how many could be made then; 0 where none was
 */
public record KeyUtilisation(
    String name, Instant minute, long used, long limit, long lastUsed, long lastLimit) {
  private static final double PERCENT = 100;

  /** How much of the limit is used until now, in percent. */
  public double percent() {
    return limit == 0 ? 0 : PERCENT * (double) used / (double) limit;
  }

  /** How much of it was used in the minute before, in percent. */
  public double lastPercent() {
    return lastLimit == 0 ? 0 : PERCENT * (double) lastUsed / (double) lastLimit;
  }

  /** The greater of the two. */
  public double nearestPercent() {
    return Math.max(percent(), lastPercent());
  }
}
