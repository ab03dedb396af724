package io.tallystick.core.query;

import io.tallystick.core.query.QueryStoppedException.Reason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One question on its way, for which all wait who ask the same. It is given up when its deadline
 * passes or the last of them no longer waits.
 *
 * <p>Who comes and goes is counted under the monitor of this object, so that nobody joins a flight
 * that is being given up.
 *
 * @param <A> the answer
 */
final class Flight<A> implements Runnable, Stop {
  private final Function<Stop, A> work;
  private final Duration deadline;
  private final long startNanos = System.nanoTime();
  private final CompletableFuture<A> answer = new CompletableFuture<>();
  private final BiConsumer<Flight<A>, @Nullable A> landing;

  /** Guarded by this. */
  private int waiting;

  private volatile boolean isGivenUp;

  /**
   * Makes a flight.
   *
   * @param landing gets the answer, or null where there is none, before whoever waits does
   */
  Flight(Function<Stop, A> work, Duration deadline, BiConsumer<Flight<A>, @Nullable A> landing) {
    this.work = work;
    this.deadline = deadline;
    this.landing = landing;
  }

  @Override
  public void run() {
    if (answer.isDone()) {
      return;
    }
    try {
      land(work.apply(this));
    } catch (Throwable failure) { // whoever waits is told, whatever it is
      fail(failure);
    }
  }

  /** Ends with an answer. */
  void land(A found) {
    landing.accept(this, found);
    answer.complete(found);
  }

  /** Ends without one. */
  void fail(Throwable why) {
    landing.accept(this, null);
    answer.completeExceptionally(why);
  }

  @Override
  public void check() {
    if (isGivenUp) {
      throw cancelled();
    }
    if (System.nanoTime() - startNanos > deadline.toNanos()) {
      throw late();
    }
  }

  /** Counts one more who waits, unless it was given up. */
  synchronized boolean join() {
    if (isGivenUp) {
      return false;
    }
    waiting++;
    return true;
  }

  private synchronized void leave() {
    waiting--;
    if (waiting == 0 && !answer.isDone()) {
      isGivenUp = true;
      fail(cancelled());
    }
  }

  /**
   * Waits for the answer, after a {@link #join}.
   *
   * @throws QueryStoppedException when it does not come in time or the thread is interrupted, which
   *     it then still is
   */
  A await() {
    try {
      return answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failure) {
      throw rethrown(failure.getCause() == null ? failure : failure.getCause());
    } catch (TimeoutException late) {
      throw late();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw cancelled();
    } finally {
      leave();
    }
  }

  private static RuntimeException rethrown(Throwable cause) {
    if (cause instanceof RuntimeException known) {
      return known;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(cause);
  }

  private QueryStoppedException late() {
    return new QueryStoppedException(
        Reason.DEADLINE,
        "The question took longer than %s: ask for a shorter time, a wider step or fewer series."
            .formatted(deadline));
  }

  private static QueryStoppedException cancelled() {
    return new QueryStoppedException(
        Reason.CANCELLED, "The question was given up, because nobody waits for its answer.");
  }
}
