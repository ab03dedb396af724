package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/**
 * How long closing takes, at best: a machine that is busy elsewhere can make any one attempt long,
 * but a close that waits for too long is long in all of them.
 */
final class ClosingTime {
  private static final int ATTEMPTS = 5;

  private ClosingTime() {}

  /** Fails unless an attempt takes no longer than closing promises. */
  static void requireAsPromised(Attempt attempt) throws InterruptedException {
    Duration best = attempt.close();
    for (int more = 1; more < ATTEMPTS && best.compareTo(Pipeline.CLOSE) > 0; more++) {
      Duration next = attempt.close();
      best = next.compareTo(best) < 0 ? next : best;
    }
    assertThat(best).isLessThanOrEqualTo(Pipeline.CLOSE);
  }

  static Duration of(Runnable closing) {
    long start = System.nanoTime();
    closing.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Makes what is to be closed, closes it, and says how long that took. */
  interface Attempt {
    Duration close() throws InterruptedException;
  }
}
