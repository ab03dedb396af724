package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

/**
 * How much of its limit a key used in a window of time.
 *
 * <pre>{@code
 * control.putRateLimitUse(new RateLimitUse("client:7f3a", window, 480, 600));
 * }</pre>
 *
 * @param key whose limit it is, not blank
 * @param window the time that the limit is for
 * @param used how much was used, not negative
 * @param limit how much may be used, not negative
 */
public record RateLimitUse(String key, TimeRange window, long used, long limit) {
  /** Checks the key and the numbers. */
  public RateLimitUse {
    SeriesKey.requireText("key of a rate limit", key);
    requireNonNull(window, "window");
    Numbers.requireAtLeast(0, "use of a rate limit", used);
    Numbers.requireAtLeast(0, "rate limit", limit);
  }
}
