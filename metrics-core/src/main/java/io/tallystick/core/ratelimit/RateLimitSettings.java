package io.tallystick.core.ratelimit;

import static java.util.Objects.requireNonNull;

import java.util.function.UnaryOperator;

/**
 * How limits are watched.
 *
 * <pre>{@code
 * RateLimitSettings settings = new RateLimitSettings(10_000, 80, hash, TextSanitiser::clean);
 * }</pre>
 *
 * @param mostKeys how many keys are watched at a time, at least 1
 * @param warnPercent how much of a limit is used when a warning is given, from 1 to 100
 * @param name what is kept of the id of a key
 * @param clean what is kept of a name that is made already, so that every store can
 */
public record RateLimitSettings(
    int mostKeys, int warnPercent, UnaryOperator<String> name, UnaryOperator<String> clean) {
  private static final int HUNDRED = 100;

  /** Checks the numbers. */
  public RateLimitSettings {
    requireNonNull(name, "name");
    requireNonNull(clean, "clean");
    if (mostKeys < 1) {
      throw new IllegalArgumentException(
          "mostKeys is %d: watch at least 1 key.".formatted(mostKeys));
    }
    if (warnPercent < 1 || warnPercent > HUNDRED) {
      throw new IllegalArgumentException(
          "warnPercent is %d: choose a number from 1 to 100.".formatted(warnPercent));
    }
  }
}
