package io.tallystick.core.deliver;

import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.deliver.ReceiverStatus.State;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When to try again what failed: a second after the first failure, and after each more in a row
 * twice as long, ten minutes at most, by chance up to half of that earlier, so that instances which
 * lost a receiver together do not come back together. From the third on it rests: what it is tried
 * with is one thing, and a success ends the rest.
 *
 * <p>It does not log, since whoever holds it does so under a lock: what is to be said it returns.
 * For who holds that lock.
 */
final class Breaker {
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final int RESTS_FROM = 3;
  private static final int MOST_DOUBLINGS = 10;

  private final DoubleSupplier random;
  private int inARow;
  private long failedAtNanos;
  private long pauseNanos;
  private @Nullable String lastError;

  /**
   * Begins well.
   *
   * @param random gives numbers from 0 to less than 1
   */
  Breaker(DoubleSupplier random) {
    this.random = random;
  }

  boolean mayTry(Moment now) {
    return inARow == 0 || now.elapsedNanos() - failedAtNanos >= pauseNanos;
  }

  /** It worked; whether it did not before. */
  boolean succeeded() {
    boolean isBack = inARow > 0;
    inARow = 0;
    return isBack;
  }

  /**
   * It failed.
   *
   * @param notBefore how long to wait at least, as far as the longest pause goes
   * @return whether it entered another state by that
   */
  boolean failed(Moment now, String error, Duration notBefore) {
    State before = state();
    inARow++;
    lastError = error;
    failedAtNanos = now.elapsedNanos();
    pauseNanos = Math.max(chosenPause(), bounded(notBefore));
    return state() != before;
  }

  private long chosenPause() {
    long doubled = FIRST_PAUSE.toNanos() << Math.min(inARow - 1, MOST_DOUBLINGS);
    long pause = Math.min(doubled, LONGEST_PAUSE.toNanos());
    return pause - (long) ((double) pause / 2 * random.getAsDouble());
  }

  /** A receiver may ask for a pause, even one of years, and gets no longer one than we take. */
  private static long bounded(Duration pause) {
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause.toNanos() : LONGEST_PAUSE.toNanos();
  }

  State state() {
    if (inARow == 0) {
      return State.OK;
    }
    return inARow < RESTS_FROM ? State.FAILING : State.RESTING;
  }

  @Nullable String lastError() {
    return lastError;
  }
}
