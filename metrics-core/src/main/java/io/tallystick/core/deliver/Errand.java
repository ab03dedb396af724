package io.tallystick.core.deliver;

import io.tallystick.core.aggregate.Moment;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Courier} does with each thing, and whom it tells what came of it. What it is told
 * it takes at once: a lock is held meanwhile.
 */
interface Errand<T> {
  /** For the log, such as {@code alerts to webhook ops}. */
  String what();

  /** How many things may wait; then the oldest is given up. */
  int mostWaiting();

  /** After how many attempts a thing is given up. */
  int mostAttempts();

  /** After what time a thing is given up that was offered. */
  Duration longestWait();

  /** After what time an attempt is given up. Asked on the thread that carries, and may hang. */
  Duration deadline(T thing);

  /** Brings it there; may hang and throw. */
  void carry(T thing) throws Exception;

  /**
   * An attempt ended.
   *
   * @param failure why it failed, in one line; null when it did not
   */
  void tried(T thing, int attempt, Moment now, @Nullable String failure);

  /**
   * A thing is not tried again.
   *
   * @param attempts how often it was tried
   * @param why in one line
   */
  void gaveUp(T thing, int attempts, Moment now, String why);
}
