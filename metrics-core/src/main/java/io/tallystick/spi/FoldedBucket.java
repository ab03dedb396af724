package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

/**
 * What all writers together recorded of a series in a window.
 *
 * <pre>{@code
 * new FoldedBucket(orders, CounterState.ofWhole(42));
 * }</pre>
 *
 * @param series the series
 * @param state what is known of it
 */
public record FoldedBucket(SeriesKey series, BucketState state) {
  /** Checks that the state is of the series' kind. */
  public FoldedBucket {
    requireNonNull(series, "series");
    requireNonNull(state, "state");
    if (series.kind() != state.kind()) {
      throw new IllegalArgumentException(
          "The series %s is a %s and its folded bucket holds the state of a %s: they must agree."
              .formatted(series.name(), series.kind(), state.kind()));
    }
  }
}
