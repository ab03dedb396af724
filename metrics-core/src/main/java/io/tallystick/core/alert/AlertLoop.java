package io.tallystick.core.alert;

import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.polling.Failures;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.Lease;
import io.tallystick.spi.LeaseLostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates in time, as long as this instance is the one that does: whoever holds the lease. It
 * looks for the lease often enough that another's death is noticed within a minute and a half.
 * {@link #look} is for one thread, which may wait for the store; the rest is for any.
 */
final class AlertLoop {
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(10);
  private static final Duration SETTLING = Duration.ofSeconds(30);
  private static final Duration TOLD_WITHIN = Duration.ofHours(24);
  private static final Logger LOGGER = LoggerFactory.getLogger(AlertLoop.class);

  private final Supplier<Optional<Lease>> leases;
  private final ControlStore control;
  private final Evaluator evaluator;
  private final Announcer announcer;
  private final EvaluationTimes times;
  private final Supplier<Moment> clock;
  private @Nullable Lease held;
  private long triedNanos;
  private boolean hasTried;
  private boolean hasFailed;
  private boolean isBack;
  private long backSinceNanos;
  private volatile boolean isEvaluating;
  private volatile @Nullable Instant evaluatedThrough;
  private volatile @Nullable String lastError;

  AlertLoop(
      Supplier<Optional<Lease>> leases,
      ControlStore control,
      Evaluator evaluator,
      Announcer announcer,
      EvaluationTimes times,
      Supplier<Moment> clock) {
    this.leases = leases;
    this.control = control;
    this.evaluator = evaluator;
    this.announcer = announcer;
    this.times = times;
    this.clock = clock;
  }

  /** Takes the lease where it is free, and evaluates what is to be evaluated. */
  void look() {
    Moment now = clock.get();
    boolean isPausing = hasTried && now.elapsedNanos() - triedNanos < BETWEEN_TRIES.toNanos();
    if (isPausing && (held == null || hasFailed)) {
      return;
    }
    try {
      hold(now, isPausing);
      worked(now);
      if (!isSettling(now)) {
        evaluateDue(Instant.ofEpochMilli(now.wallMillis()));
      }
    } catch (LeaseLostException lost) {
      LOGGER.info("Another instance evaluates alerts now: {}", lost.getMessage());
      letGo();
    } catch (RuntimeException failure) {
      failed(failure, now);
    }
  }

  private void hold(Moment now, boolean isPausing) {
    if (isPausing) {
      return;
    }
    hasTried = true;
    triedNanos = now.elapsedNanos();
    Lease lease = leases.get().orElse(null);
    Lease before = held;
    if (lease == null) {
      letGo();
    } else if (before == null || before.token() != lease.token()) {
      takeOver();
      held = lease;
      isEvaluating = true;
    } else {
      held = lease;
    }
  }

  private void takeOver() {
    times.takeOver();
    evaluator.takeOver();
    announcer.tellWhatWasNotTold(control.now(), TOLD_WITHIN);
  }

  private void letGo() {
    held = null;
    isEvaluating = false;
    evaluator.forget();
  }

  private void evaluateDue(Instant now) {
    Lease lease = held;
    if (lease == null) {
      return;
    }
    for (Instant end : times.due(now)) {
      evaluator.evaluate(lease, end);
      times.done(end);
      evaluatedThrough = end;
    }
  }

  private void worked(Moment now) {
    if (hasFailed) {
      LOGGER.info("The store is back: alerts are evaluated in {} s.", SETTLING.toSeconds());
      backSinceNanos = now.elapsedNanos();
      isBack = true;
    }
    hasFailed = false;
  }

  /** What other instances could not write while the store was away is to be there first. */
  private boolean isSettling(Moment now) {
    isBack = isBack && now.elapsedNanos() - backSinceNanos < SETTLING.toNanos();
    return isBack;
  }

  /** What is in memory may not be what is kept. */
  private void failed(RuntimeException failure, Moment now) {
    triedNanos = now.elapsedNanos();
    lastError = Failures.line(failure);
    if (!hasFailed) {
      LOGGER.warn("Alerts cannot be evaluated, which is tried again: {}", failure.toString());
    }
    hasFailed = true;
    letGo();
  }

  /** Whether this is the instance that evaluates. */
  boolean isEvaluating() {
    return isEvaluating;
  }

  /** The end of the last window that this instance evaluated; null while it did none. */
  @Nullable Instant evaluatedThrough() {
    return evaluatedThrough;
  }

  /** Why it failed last, in one line; null while it never did. */
  @Nullable String lastError() {
    return lastError;
  }
}
