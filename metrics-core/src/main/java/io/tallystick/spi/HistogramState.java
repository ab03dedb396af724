package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import io.tallystick.MetricKind;

/**
 * The values of a histogram within a bucket.
 *
 * <p>Any percentile comes from the sketch; the three beside it are there for people who read the
 * store with a tool that knows nothing of sketches.
 *
 * <pre>{@code
 * HistogramState state =
 *     new HistogramState(3, 6, 1, 3, new Percentiles(2, 3, 3), SketchBytes.copyOf(encoded));
 * state.mean(); // 2.0
 * }</pre>
 *
 * @param count how many values there are, at least one
 * @param sum their sum, finite
 * @param min the least value
 * @param max the greatest value
 * @param percentiles three percentiles, within min and max
 * @param sketch the sketch of the values, which a backend keeps as it is and never reads
 */
public record HistogramState(
    long count, double sum, double min, double max, Percentiles percentiles, SketchBytes sketch)
    implements BucketState {
  /** Checks that the numbers fit together. */
  public HistogramState {
    Numbers.requireAtLeast(1, "count of values", count);
    Numbers.requireFinite("sum", sum);
    Numbers.requireFinite("min", min);
    Numbers.requireFinite("max", max);
    requireNonNull(percentiles, "percentiles");
    Numbers.requireRising("min, p50, p99 and max", min, percentiles.p50(), percentiles.p99(), max);
    requireNonNull(sketch, "sketch");
  }

  @Override
  public MetricKind kind() {
    return MetricKind.HISTOGRAM;
  }

  /** The mean of the values. */
  public double mean() {
    return sum / count;
  }
}
