package io.tallystick.core;

import io.tallystick.core.aggregate.Moment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;

/** A clock that only the test moves. */
final class TestClock implements Supplier<Moment> {
  static final long START_MILLIS = 1_700_000_040_000L;

  private Moment now = new Moment(START_MILLIS, 0);

  @Override
  public synchronized Moment get() {
    return now;
  }

  /** What the wall shows, for a store that lives in the same time. */
  Clock wall() {
    return new Clock() {
      @Override
      public Instant instant() {
        return Instant.ofEpochMilli(get().wallMillis());
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Nobody asks for another zone.");
      }
    };
  }

  synchronized Moment pass(Duration duration) {
    now =
        new Moment(now.wallMillis() + duration.toMillis(), now.elapsedNanos() + duration.toNanos());
    return now;
  }
}
