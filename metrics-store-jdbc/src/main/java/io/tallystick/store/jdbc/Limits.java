package io.tallystick.store.jdbc;

import java.time.Duration;

/**
 * How long a database may take.
 *
 * @param connect until a connection is open
 * @param answer until it says something, whatever it was asked
 */
record Limits(Duration connect, Duration answer) {
  private static final int ANSWERS = 5;

  static final Limits USUAL = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(10));

  /** All statements of a piece of work together. */
  Duration work() {
    return connect.plus(answer.multipliedBy(ANSWERS));
  }

  long answerMillis() {
    return answer.toMillis();
  }
}
