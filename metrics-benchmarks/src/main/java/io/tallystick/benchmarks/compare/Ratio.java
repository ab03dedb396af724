package io.tallystick.benchmarks.compare;

import org.jspecify.annotations.Nullable;

/** How many times another score ours is; NaN where either is missing or the other is 0. */
record Ratio(double times) {

  static Ratio of(@Nullable Score ours, @Nullable Score other) {
    return new Ratio(
        ours == null || other == null || other.value() <= 0
            ? Double.NaN
            : ours.value() / other.value());
  }

  boolean isKnown() {
    return !Double.isNaN(times);
  }

  @Override
  public String toString() {
    return Unit.number(times);
  }
}
