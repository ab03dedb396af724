package io.tallystick.core.derived;

import io.tallystick.core.aggregate.Moment;
import io.tallystick.spi.LeaseLostException;
import io.tallystick.spi.StorageException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one metric again and again, on the metric's own thread. {@link #look} is for one thread
 * and never waits; the rest is for any.
 */
final class Polling {
  /** What our own store may take beside the statements of a counter. */
  private static final Duration FOR_THE_STORE = Duration.ofSeconds(5);

  private final DerivedMetric metric;
  private final Callable<Runnable> poll;
  private final long intervalMillis;
  private final Duration most;
  private final Supplier<Moment> clock;
  private final OwnThread thread;
  private final Failures failures;
  private long lastSlot = Long.MIN_VALUE;
  private long startedNanos;
  private OwnThread.@Nullable Turn turn;

  /**
   * Makes a poll.
   *
   * @param poll asks, and gives what to do with the answer
   */
  Polling(
      DerivedMetric metric, Callable<Runnable> poll, Duration standard, Supplier<Moment> clock) {
    Duration stated = metric.terms().interval();
    this.metric = metric;
    this.poll = poll;
    this.intervalMillis = (stated == null ? standard : stated).toMillis();
    this.most = metric.terms().timeout().multipliedBy(2).plus(FOR_THE_STORE);
    this.clock = clock;
    this.thread = new OwnThread(metric.name());
    this.failures = new Failures(metric.toString(), clock.get());
  }

  /** Begins to ask where it is time, and gives up what takes too long. */
  void look() {
    Moment now = clock.get();
    OwnThread.Turn running = turn;
    if (running != null && !running.isOver()) {
      giveUpIfLate(running, now);
      return;
    }
    long slot = Math.floorDiv(now.wallMillis(), intervalMillis);
    if (slot != lastSlot && failures.mayTry(now)) {
      lastSlot = slot;
      begin(now);
    }
  }

  private void giveUpIfLate(OwnThread.Turn running, Moment now) {
    if (now.elapsedNanos() - startedNanos >= most.toNanos() && running.giveUp()) {
      failures.failed(now, "It took more than %d s and was given up.".formatted(most.toSeconds()));
    }
  }

  private void begin(Moment now) {
    if (thread.isFull()) {
      failures.failed(now, "%d earlier statements still hang.".formatted(thread.hanging()));
      return;
    }
    startedNanos = now.elapsedNanos();
    try {
      turn = thread.begin(Duration.ZERO, poll, this::note);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void note(@Nullable Throwable failure) {
    Moment now = clock.get();
    if (failure == null) {
      failures.succeeded(now);
    } else if (failure instanceof StorageException || failure instanceof LeaseLostException) {
      failures.troubled(now, Failures.line(failure));
    } else {
      failures.failed(now, Failures.line(failure));
    }
  }

  /** Waits until nothing runs, for at most so long; whether that came. */
  boolean awaitQuiet(Duration atMost) throws InterruptedException {
    return thread.awaitFree(atMost);
  }

  DerivedStatus status() {
    return failures.status(metric.name(), thread.hanging());
  }
}
