package io.tallystick.instrument;

/**
 * Who counts the requests that are held against a rate limit.
 *
 * <pre>{@code
 * RateLimitMetrics.checkTook(Limiter.REDIS, nanos);
 * }</pre>
 */
public enum Limiter implements TagValue {
  /** This instance, by itself. */
  MEMORY("memory"),
  /** All instances together, in Redis. */
  REDIS("redis");

  private final String tagValue;

  Limiter(String tagValue) {
    this.tagValue = tagValue;
  }

  /** As it is recorded. */
  @Override
  public String tagValue() {
    return tagValue;
  }
}
