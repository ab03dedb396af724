package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Which uses of rate limits are asked for.
 *
 * <p>Immutable; each method gives another question.
 *
 * <pre>{@code
 * RateLimitQuery.of(Granularity.HOUR, lastDay, 10_000).atLeast(80);
 * }</pre>
 *
 * @param granularity how long the windows are
 * @param range in which they start
 * @param key whose limit it is; null for all
 * @param leastPercent only windows with a minute in which so much of the limit was used; 0 for all
 * @param most how many at most, at least 1
 */
public record RateLimitQuery(
    Granularity granularity, TimeRange range, @Nullable String key, double leastPercent, int most) {
  /** Checks the numbers. */
  public RateLimitQuery {
    requireNonNull(granularity, "granularity");
    requireNonNull(range, "range");
    Numbers.requireFinite("least percent", leastPercent);
    Numbers.requireNotNegative("least percent", leastPercent);
    Numbers.requireAtLeast(1, "number of uses", most);
  }

  /** All of a time, so many at most. */
  public static RateLimitQuery of(Granularity granularity, TimeRange range, int most) {
    return new RateLimitQuery(granularity, range, null, 0, most);
  }

  /** Those of one key. */
  public RateLimitQuery ofKey(String name) {
    return new RateLimitQuery(granularity, range, name, leastPercent, most);
  }

  /** Those with a minute in which so much of the limit was used. */
  public RateLimitQuery atLeast(double percent) {
    return new RateLimitQuery(granularity, range, key, percent, most);
  }

  /** The same in another time. */
  public RateLimitQuery within(TimeRange other) {
    return new RateLimitQuery(granularity, other, key, leastPercent, most);
  }
}
