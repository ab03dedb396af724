package io.tallystick.core.query;

import java.time.Instant;

/**
 * One stretch of a time series.
 *
 * <pre>{@code
 * chart.add(point.from(), point.hasValue() ? point.value() : null);
 * }</pre>
 *
 * @param from where it begins
 * @param to the first instant behind it
 * @param value the number that was asked for; NaN where there is none, which is so in a gap, and of
 *     a mean or a percentile where nothing was measured
 * @param state how much is known of it
 * @param isApproximate whether it was cut at the nearest border that buckets have, not at its own
 */
public record DataPoint(
    Instant from, Instant to, double value, PointState state, boolean isApproximate) {
  /** Whether there is a number. */
  public boolean hasValue() {
    return !Double.isNaN(value);
  }
}
