package io.tallystick.core.deliver;

import io.tallystick.core.aggregate.Moment;
import java.time.Duration;

/** One attempt to carry a thing. */
final class Attempt<T> {
  /** What an attempt may take at most, and as long as nobody said how long it may. */
  static final Duration LONGEST = Duration.ofMinutes(1);

  final Parcel<T> parcel;
  private final long startedNanos;

  /** Written by the thread that carries, read by the one that looks. */
  private volatile long deadlineNanos = LONGEST.toNanos();

  Attempt(Parcel<T> parcel, Moment now) {
    this.parcel = parcel;
    this.startedNanos = now.elapsedNanos();
  }

  /** How long it may take. */
  void mayTake(Duration stated) {
    deadlineNanos = bounded(stated).toNanos();
  }

  /** As long as was stated, if that is not longer than an attempt may take. */
  static Duration bounded(Duration stated) {
    if (stated.isNegative()) {
      return Duration.ZERO;
    }
    return stated.compareTo(LONGEST) < 0 ? stated : LONGEST;
  }

  boolean isLate(Moment now) {
    return now.elapsedNanos() - startedNanos >= deadlineNanos;
  }

  String tooLong() {
    return "it took more than %d ms".formatted(Duration.ofNanos(deadlineNanos).toMillis());
  }
}
