package io.tallystick.core;

import io.tallystick.core.aggregate.Moment;
import java.time.Duration;
import java.util.function.Supplier;

/** A clock that only the test moves. */
final class TestClock implements Supplier<Moment> {
  static final long START_MILLIS = 1_700_000_040_000L;

  private Moment now = new Moment(START_MILLIS, 0);

  @Override
  public synchronized Moment get() {
    return now;
  }

  synchronized Moment pass(Duration duration) {
    now =
        new Moment(now.wallMillis() + duration.toMillis(), now.elapsedNanos() + duration.toNanos());
    return now;
  }
}
