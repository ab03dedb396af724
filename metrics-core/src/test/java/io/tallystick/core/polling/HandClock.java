package io.tallystick.core.polling;

import io.tallystick.core.aggregate.Moment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;

/** A clock whose hands a test moves, for the runtime and for its store. */
public final class HandClock extends Clock implements Supplier<Moment> {
  private volatile Instant now = Instant.parse("2026-03-01T10:07:00Z");

  @Override
  public Moment get() {
    return new Moment(now.toEpochMilli(), now.toEpochMilli() * 1_000_000);
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Lets time pass. */
  public void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("Stores ask for moments.");
  }
}
