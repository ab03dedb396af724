package io.tallystick.core.ratelimit;

import io.tallystick.spi.TimeRange;

/**
 * Says that a time holds more uses of limits than an answer can be made of: a part of them would be
 * wrong without anybody seeing it.
 *
 * <pre>{@code
 * try {
 *   show(history.minutes(lastHour, null));
 * } catch (TooManyUsesException e) {
 *   say(e.getMessage());
 * }
 * }</pre>
 */
public final class TooManyUsesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManyUsesException(int most, TimeRange range) {
    super(
        "From %s to %s there are more than %d uses of rate limits."
            .formatted(range.from(), range.to(), most));
  }
}
