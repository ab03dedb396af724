package io.tallystick.core.alert;

import java.time.Instant;

/**
 * How much of its limit a key used in a minute.
 *
 * <pre>{@code
 * new LimitUse("client:1", minute, 82, 100);
 * }</pre>
 *
 * @param key whose limit it is
 * @param minute which minute, by its start
 * @param used how many requests all instances together let it make
 * @param limit how many it may make in a minute
 */
public record LimitUse(String key, Instant minute, long used, long limit) {
  /** In percent. */
  public double percent() {
    return limit == 0 ? Double.NaN : 100.0 * used / limit;
  }
}
