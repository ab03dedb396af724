package io.tallystick.instrument;

import static io.tallystick.instrument.Stopwatch.millis;
import static io.tallystick.instrument.TagValue.text;

import io.tallystick.Measured;
import io.tallystick.Metrics;
import org.jspecify.annotations.Nullable;

/**
 * Who is turned away, and what asking costs. An endpoint is the pattern that matched, never the
 * path itself; a client is recorded by its hash alone.
 *
 * <p>For any thread. A null is dropped and counted as in a plain call; nothing throws but the work
 * that is timed.
 *
 * <pre>{@code
 * RateLimitMetrics.request("/orders/{id}");
 * if (!RateLimitMetrics.timedCheck(Limiter.REDIS, () -> limiter.tryAcquire(key))) {
 *   RateLimitMetrics.hit("/orders/{id}", client, Limiter.REDIS);
 * }
 * }</pre>
 */
public final class RateLimitMetrics {
  private static final String ENDPOINT = "endpoint";
  private static final String LIMITER = "limiter";

  private RateLimitMetrics() {}

  /** A request was held against a limit, whether it was let through or not. */
  public static void request(String endpoint) {
    Metrics.current().count("rate_limit.request.count", 1, ENDPOINT, endpoint);
  }

  /** A request was turned away, because a client had used up its limit. */
  public static void hit(String endpoint, ClientHash client, Limiter limiter) {
    Metrics.current()
        .count(
            "rate_limit.hit.count",
            1,
            ENDPOINT,
            endpoint,
            "client",
            text(client),
            LIMITER,
            text(limiter));
  }

  /** Asks a limiter, and records how long that took. */
  public static <R extends @Nullable Object, X extends Throwable> R timedCheck(
      Limiter limiter, Measured<R, X> work) throws X {
    return Stopwatch.time(limiter, work, (asked, nanos, result) -> checkTook(asked, nanos));
  }

  /** A limiter took so many nanoseconds to answer. */
  public static void checkTook(Limiter limiter, long nanos) {
    Metrics.current()
        .histogram("rate_limit.check.duration_ms", millis(nanos), LIMITER, text(limiter));
  }
}
