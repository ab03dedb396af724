package io.tallystick.core.deliver;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** The moment when a call ends, whatever it is at then. */
final class Deadline {
  private static final int NANOS_IN_A_MILLI = 1_000_000;

  private final long untilNanos;

  private Deadline(long untilNanos) {
    this.untilNanos = untilNanos;
  }

  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** One that ends after a part of what is left of this one. */
  Deadline part(int of) {
    long now = System.nanoTime();
    return new Deadline(now + (untilNanos - now) / of);
  }

  /**
   * How many milliseconds are left, at least one.
   *
   * @throws IOException when nothing is left
   */
  long millisLeft() throws IOException {
    long nanos = untilNanos - System.nanoTime();
    if (nanos <= 0) {
      throw new SocketTimeoutException("it took too long");
    }
    return nanos / NANOS_IN_A_MILLI + 1;
  }

  boolean isOver() {
    return untilNanos - System.nanoTime() <= 0;
  }
}
