package io.tallystick.core.ratelimit;

import io.tallystick.spi.RateLimitUse;
import java.util.List;
import java.util.OptionalLong;

/** When a key reaches its limit. */
final class Exhaustion {
  /** How many full minutes a trend is made of, at most. */
  static final int MINUTES = 15;

  private static final int LEAST_MINUTES = 5;
  private static final double SECONDS = 60;
  private static final double MOST_MINUTES = 1_440;
  private static final double MILLIS = 1_000;

  private Exhaustion() {}

  /** Where the pace since the minute began goes on. */
  static OptionalLong withinMinute(KeyUtilisation key, long nowMillis) {
    if (key.used() >= key.limit()) {
      return OptionalLong.of(0);
    }
    double elapsed = (double) Math.max(1, nowMillis - key.minute().toEpochMilli());
    double left = SECONDS * MILLIS - elapsed;
    double needed = (double) (key.limit() - key.used()) * elapsed / (double) key.used();
    return key.used() > 0 && needed <= left
        ? OptionalLong.of((long) Math.ceil(needed / MILLIS))
        : OptionalLong.empty();
  }

  /**
   * Where the trend of minutes goes on; a minute without a request, after the first with one, is
   * one of them.
   *
   * @param uses of the minutes before this one, the oldest first
   */
  static OptionalLong byTrend(List<RateLimitUse> uses, long minute, long limit) {
    if (uses.isEmpty()) {
      return OptionalLong.empty();
    }
    long first = RateLimits.minute(uses.get(0).start().toEpochMilli());
    double[] requests = new double[(int) (minute - first)];
    for (RateLimitUse use : uses) {
      requests[(int) (RateLimits.minute(use.start().toEpochMilli()) - first)] = (double) use.used();
    }
    return requests.length < LEAST_MINUTES
        ? OptionalLong.empty()
        : byTrend(Slope.of(requests), limit);
  }

  private static OptionalLong byTrend(Slope slope, long limit) {
    double missing = (double) limit - slope.last();
    if (missing <= 0) {
      return OptionalLong.of(0);
    }
    double minutes = missing / slope.perStep();
    return slope.perStep() > 0 && minutes <= MOST_MINUTES
        ? OptionalLong.of((long) Math.ceil(minutes * SECONDS))
        : OptionalLong.empty();
  }
}
