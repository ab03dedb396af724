package io.tallystick.spi;

import io.tallystick.MetricKind;

/**
 * What a bucket knows of its series, one shape for each kind.
 *
 * <p>Every number is finite: what recorded them drops NaN and infinities and saturates sums.
 *
 * <pre>{@code
 * String shown =
 *     state instanceof CounterState counter ? "total " + counter.sum() : state.kind().name();
 * }</pre>
 */
public sealed interface BucketState permits CounterState, GaugeState, HistogramState {
  /** The kind of series that has such a state. */
  MetricKind kind();
}
