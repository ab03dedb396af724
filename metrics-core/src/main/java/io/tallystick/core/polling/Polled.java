package io.tallystick.core.polling;

import java.time.Duration;

/**
 * What is asked again and again.
 *
 * <pre>{@code
 * Polling polling = new Polling(new QueueLength(queue), clock);
 * }</pre>
 */
public interface Polled {
  /** Its name, short; a part of its thread's. */
  String name();

  /** What it is, for the log, such as {@code collector queue.orders}. */
  String what();

  /** What its thread is called. */
  String threadName();

  /** How often it is asked. */
  Duration interval();

  /** After what time it is given up. */
  Duration deadline();

  /** How long after each multiple of the interval it is asked. */
  default Duration phase() {
    return Duration.ZERO;
  }

  /** Whether to fail is an answer as good as others, of which nothing has to be said. */
  default boolean failingIsAnAnswer() {
    return false;
  }

  /**
   * Asks, on a thread of its own.
   *
   * @return what to do with the answer; done only where it was not given up meanwhile
   * @throws Exception when it failed
   */
  Runnable ask() throws Exception;

  /** Whether a failure is its own; else it is asked again as always. */
  default boolean isToBlame(Throwable failure) {
    return true;
  }

  /**
   * Told when it failed or was given up; short, and throws nothing.
   *
   * @param why in one line
   */
  default void failed(String why) {}
}
