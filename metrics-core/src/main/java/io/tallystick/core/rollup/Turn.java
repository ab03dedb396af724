package io.tallystick.core.rollup;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** How long a sweep may go on: looked at between transactions. For one thread. */
final class Turn {
  private final LongSupplier elapsedNanos;
  private final BooleanSupplier isStopped;
  private final long startNanos;
  private final long mostNanos;

  Turn(LongSupplier elapsedNanos, BooleanSupplier isStopped, Duration most) {
    this(elapsedNanos, isStopped, elapsedNanos.getAsLong(), most.toNanos());
  }

  private Turn(
      LongSupplier elapsedNanos, BooleanSupplier isStopped, long startNanos, long mostNanos) {
    this.elapsedNanos = elapsedNanos;
    this.isStopped = isStopped;
    this.startNanos = startNanos;
    this.mostNanos = mostNanos;
  }

  /** The beginning of this turn, so that something is left for what comes behind. */
  Turn firstPart(double part) {
    return new Turn(elapsedNanos, isStopped, startNanos, (long) (mostNanos * part));
  }

  /** Whether its time is up, or it was stopped. */
  boolean isOver() {
    return isStopped() || elapsedNanos.getAsLong() - startNanos >= mostNanos;
  }

  boolean isStopped() {
    return isStopped.getAsBoolean();
  }
}
