package io.tallystick.core.rollup;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Both clocks, which only the test moves: the wall's and the one that only goes on. */
final class Hands extends Clock {
  private Instant wall;
  private long elapsedNanos = 1;

  Hands(Instant start) {
    wall = start;
  }

  synchronized void pass(Duration duration) {
    wall = wall.plus(duration);
    elapsedNanos += duration.toNanos();
  }

  /** The wall's clock is set. */
  synchronized void leap(Duration duration) {
    wall = wall.plus(duration);
  }

  synchronized void set(Instant later) {
    pass(Duration.between(wall, later));
  }

  synchronized long elapsedNanos() {
    return elapsedNanos;
  }

  @Override
  public synchronized Instant instant() {
    return wall;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
