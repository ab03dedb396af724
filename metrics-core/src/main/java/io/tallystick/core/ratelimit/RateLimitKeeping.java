package io.tallystick.core.ratelimit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long narrow windows of uses are kept; those of an hour are kept longer.
 *
 * <pre>{@code
 * new RateLimitKeeping(Duration.ofHours(24), Duration.ofDays(7));
 * }</pre>
 *
 * @param minutes those of a minute
 * @param fiveMinutes those of five minutes, at least as long
 */
public record RateLimitKeeping(Duration minutes, Duration fiveMinutes) {
  /** Checks that both are there. */
  public RateLimitKeeping {
    requireNonNull(minutes, "minutes");
    requireNonNull(fiveMinutes, "fiveMinutes");
  }
}
