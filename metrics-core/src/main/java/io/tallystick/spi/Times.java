package io.tallystick.spi;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What every instant that goes to a store has to be. */
final class Times {
  /** Within these, a store that keeps milliseconds or a calendar date has no limit to meet. */
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  private Times() {}

  static void requireWholeMillis(String part, Instant instant) {
    if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
      throw new IllegalArgumentException(
          "The %s is %s: it must lie within the years 1 to 9999.".formatted(part, instant));
    }
    if (!instant.truncatedTo(ChronoUnit.MILLIS).equals(instant)) {
      throw new IllegalArgumentException(
          "The %s is %s: cut it to whole milliseconds.".formatted(part, instant));
    }
  }
}
