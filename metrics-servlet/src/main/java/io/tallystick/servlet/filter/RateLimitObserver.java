package io.tallystick.servlet.filter;

/**
 * Takes which clients made a request and what their limits are, such as {@code
 * runtime.rateLimits()::observeName}.
 *
 * <pre>{@code
 * FilterSettings.standard()
 *     .clientFromHeader("X-Api-Key", runtime.keyedHash())
 *     .rateLimits(runtime.rateLimits()::observeName);
 * }</pre>
 */
@FunctionalInterface
public interface RateLimitObserver {
  /**
   * Takes one request. Called by the thread that ends it; it must not wait.
   *
   * @param client the name of the client, as the filter knows it
   * @param limitPerMinute how many requests it may make in a minute
   * @param used how many it made, this one included, as the limiter says; 0 where it does not say
   */
  void observe(String client, long limitPerMinute, long used);
}
