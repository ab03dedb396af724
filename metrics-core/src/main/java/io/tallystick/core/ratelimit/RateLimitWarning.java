package io.tallystick.core.ratelimit;

import java.time.Instant;
import java.util.Locale;

/**
 * That a key comes near its limit; given by the request that brought it there.
 *
 * <pre>{@code
 * runtime.rateLimits().onWarning(warning -> pager.send(warning.text()));
 * }</pre>
 *
 * @param key the name of the key, as in the store
 * @param used how many requests were made in this minute, by all instances as far as is known
 * @param limit how many may be made
 * @param sharePercent how much of the limit had to be used for a warning
 * @param at when
 * @param text what people read: which key, how many of how many, and when it will be full
 */
public record RateLimitWarning(
    String key, long used, long limit, int sharePercent, Instant at, String text) {
  private static final long MINUTE = 60_000;
  private static final double SECOND = 1_000;
  private static final double PERCENT = 100;

  static RateLimitWarning of(MinuteWindow window, long used, int sharePercent, long nowMillis) {
    long limit = window.limit();
    String name = window.key().name();
    String text =
        String.format(
            Locale.ROOT,
            "Key %s is at %d of %d requests a minute (%d %%), %s",
            KeyText.of(name),
            used,
            limit,
            Math.round(PERCENT * (double) used / (double) limit),
            outlook(window, used, limit, nowMillis));
    return new RateLimitWarning(
        name, used, limit, sharePercent, Instant.ofEpochMilli(nowMillis), text);
  }

  private static String outlook(MinuteWindow window, long used, long limit, long nowMillis) {
    if (used >= limit) {
      return "and so at its limit";
    }
    double elapsed = (double) Math.max(1, nowMillis - window.firstMillis());
    double untilFull = (double) (limit - used) * elapsed / (double) used;
    double untilEnd = (double) ((window.minute() + 1) * MINUTE - nowMillis);
    if (untilFull > untilEnd) {
      return "and not full before the minute ends at this pace";
    }
    return String.format(
        Locale.ROOT, "full in %d s at this pace", (long) Math.ceil(untilFull / SECOND));
  }
}
