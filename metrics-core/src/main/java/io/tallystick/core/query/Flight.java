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

  /** Why it ends early, once it does. */
  private volatile @Nullable QueryStoppedException givenUp;

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
      QueryStoppedException why = givenUp;
      fail(why == null ? failure : why);
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
    QueryStoppedException why = givenUp;
    if (why != null) {
      throw why.again();
    }
    if (System.nanoTime() - startNanos > deadline.toNanos()) {
      throw late();
    }
  }

  /** Counts one more who waits, unless it was given up or may end before that one's time. */
  synchronized boolean join() {
    boolean isOld = System.nanoTime() - startNanos > deadline.toNanos() / 2;
    if (givenUp != null || (isOld && !answer.isDone())) {
      return false;
    }
    waiting++;
    return true;
  }

  private synchronized void leave() {
    waiting--;
    if (waiting == 0 && !answer.isDone()) {
      stop(cancelled());
    }
  }

  /** Ends it early, for all who wait. */
  void stop(QueryStoppedException why) {
    givenUp = why;
    fail(why);
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
    if (cause instanceof QueryStoppedException stopped) {
      return stopped.again();
    }
    if (cause instanceof InvalidQueryException invalid) {
      return new InvalidQueryException(invalid.field(), invalid.value(), invalid.rule());
    }
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
