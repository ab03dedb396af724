package io.tallystick.core.derived;

import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.polling.Failures;
import io.tallystick.core.polling.OwnThread;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one series or table when somebody looks. Who asks waits, but no longer than it may take:
 * the statement runs on a thread of its own. For any thread.
 */
final class Asking {
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final String name;
  private final String what;
  private final Duration most;
  private final Supplier<Moment> clock;
  private final OwnThread thread;
  private final Failures failures;

  /**
   * Makes a question.
   *
   * @param what kind and name, for messages
   */
  Asking(String name, String what, Duration timeout, Supplier<Moment> clock) {
    this.name = name;
    this.what = what;
    this.most = timeout.plus(GRACE);
    this.clock = clock;
    this.thread = new OwnThread(DerivedPoll.THREADS + name);
    this.failures = new Failures("derived " + what, clock.get());
  }

  /**
   * What a statement answers.
   *
   * @throws DerivedQueryException when it failed, took too long or is switched off
   */
  <T> T ask(Callable<T> statement) {
    if (!failures.mayTry(clock.get())) {
      throw refusal("is switched off because it failed too often: " + failures.lastError(), null);
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    try {
      OwnThread.Turn turn = begin(statement, answer);
      return await(answer, turn);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw refusal("was not waited for: the thread was interrupted", stopped);
    }
  }

  private <T> OwnThread.Turn begin(Callable<T> statement, CompletableFuture<T> answer)
      throws InterruptedException {
    OwnThread.Turn turn =
        thread.isFull()
            ? null
            : thread.begin(
                most,
                () -> {
                  T found = statement.call();
                  return () -> {
                    failures.succeeded(clock.get());
                    answer.complete(found);
                  };
                },
                failure -> note(failure, answer));
    if (turn == null) {
      throw failed("waits for earlier statements, which still run");
    }
    return turn;
  }

  private void note(@Nullable Throwable failure, CompletableFuture<?> answer) {
    if (failure != null) {
      failures.failed(clock.get(), Failures.line(failure));
      answer.completeExceptionally(failure);
    }
  }

  private <T> T await(CompletableFuture<T> answer, OwnThread.Turn turn)
      throws InterruptedException {
    try {
      return answer.get(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failure) {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      throw refusal("failed: " + Failures.line(cause), cause);
    } catch (TimeoutException tooLate) {
      if (turn.giveUp()) {
        throw failed("took more than %d s and was given up".formatted(most.toSeconds()));
      }
      return await(answer, turn); // it came to its end at the last moment
    }
  }

  private DerivedQueryException failed(String fault) {
    failures.failed(clock.get(), "It " + fault + ".");
    return refusal(fault, null);
  }

  private DerivedQueryException refusal(String fault, @Nullable Throwable cause) {
    return new DerivedQueryException("The derived %s %s.".formatted(what, fault), cause);
  }

  DerivedStatus status() {
    return DerivedStatus.of(name, failures.status(thread.hanging()));
  }
}
