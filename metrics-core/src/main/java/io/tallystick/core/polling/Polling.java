package io.tallystick.core.polling;

import io.tallystick.core.aggregate.Moment;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one thing again and again, on that thing's own thread. {@link #look} is for one thread
 * and never waits; the rest is for any.
 *
 * <pre>{@code
 * Polling polling = new Polling(new QueueLength(queue), clock);
 * polling.look(); // again and again, more often than it is to be asked
 * }</pre>
 */
public final class Polling {
  private final Polled polled;
  private final long intervalMillis;
  private final long phaseMillis;
  private final Duration deadline;
  private final Supplier<Moment> clock;
  private final OwnThread thread;
  private final Failures failures;
  private long lastSlot = Long.MIN_VALUE;
  private long startedNanos;
  private OwnThread.@Nullable Turn turn;

  /** Makes a poll; nothing is asked yet. */
  public Polling(Polled polled, Supplier<Moment> clock) {
    this.polled = polled;
    this.intervalMillis = polled.interval().toMillis();
    this.phaseMillis = polled.phase().toMillis();
    this.deadline = polled.deadline();
    this.clock = clock;
    this.thread = new OwnThread(polled.threadName());
    this.failures = new Failures(polled.what(), clock.get());
  }

  /** Begins to ask where it is time, and gives up what takes too long. */
  public void look() {
    Moment now = clock.get();
    OwnThread.Turn running = turn;
    if (running != null && !running.isOver()) {
      giveUpIfLate(running, now);
      return;
    }
    long slot = Math.floorDiv(now.wallMillis() - phaseMillis, intervalMillis);
    if (slot != lastSlot && failures.mayTry(now)) {
      lastSlot = slot;
      begin(now);
    }
  }

  private void giveUpIfLate(OwnThread.Turn running, Moment now) {
    if (now.elapsedNanos() - startedNanos >= deadline.toNanos() && running.giveUp()) {
      fail(now, "It took more than %d s and was given up.".formatted(deadline.toSeconds()));
    }
  }

  private void begin(Moment now) {
    if (thread.isFull()) {
      fail(now, "%d earlier attempts still hang.".formatted(thread.hanging()));
      return;
    }
    startedNanos = now.elapsedNanos();
    try {
      OwnThread.Turn begun = thread.begin(Duration.ZERO, polled::ask, this::note);
      if (begun == null) {
        lastSlot = Long.MIN_VALUE; // the last one is about to end: its thread is not free yet
      } else {
        turn = begun;
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void note(@Nullable Throwable failure) {
    Moment now = clock.get();
    if (failure == null) {
      failures.succeeded(now);
    } else if (polled.isToBlame(failure)) {
      fail(now, Failures.line(failure));
    } else {
      String error = Failures.line(failure);
      polled.failed(error);
      failures.troubled(now, error);
    }
  }

  private void fail(Moment now, String error) {
    polled.failed(error);
    if (polled.failingIsAnAnswer()) {
      failures.succeeded(now);
    } else {
      failures.failed(now, error);
    }
  }

  /** Waits until nothing runs, for at most so long; whether that came. */
  public boolean awaitQuiet(Duration atMost) throws InterruptedException {
    return thread.awaitFree(atMost);
  }

  /** What is asked. */
  public Polled polled() {
    return polled;
  }

  /** How it gets on. */
  public PollStatus status() {
    return failures.status(thread.hanging());
  }
}
