package io.tallystick.core.deliver;

import io.tallystick.core.aggregate.Moment;
import java.time.Duration;

/** A thing that waits for a {@link Courier}, or is carried; guarded by the courier's monitor. */
final class Parcel<T> {
  final T thing;
  final Moment offered;
  int attempts;

  Parcel(T thing, Moment offered) {
    this.thing = thing;
    this.offered = offered;
  }

  boolean isOlderThan(Duration most, Moment now) {
    return now.elapsedNanos() - offered.elapsedNanos() >= most.toNanos();
  }
}
