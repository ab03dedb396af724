package io.tallystick.core.alert;

import java.time.Duration;
import java.time.Instant;

/**
 * How much of its limit a key used in a minute, or in several of them.
 *
 * <pre>{@code
 * LimitUse.ofMinute("client:1", minute, 82, 100).percent(); // 82.0
 * }</pre>
 *
 * @param key whose limit it is
 * @param start when the first minute starts
 * @param length how long the minutes are together
 * @param used how many requests all instances together let it make
 * @param limit how many it may make in that time
 * @param percent how much of the limit of a minute was used in the fullest one
 */
public record LimitUse(
    String key, Instant start, Duration length, long used, long limit, double percent) {
  static final Duration MINUTE = Duration.ofMinutes(1);

  /** The use of one minute. */
  public static LimitUse ofMinute(String key, Instant minute, long used, long limit) {
    double percent = limit == 0 ? Double.NaN : 100.0 * used / limit;
    return new LimitUse(key, minute, MINUTE, used, limit, percent);
  }

  boolean isOfAMinute() {
    return length.equals(MINUTE);
  }
}
