package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import io.tallystick.MetricKind;
import java.time.Instant;

/**
 * What a gauge showed within a bucket.
 *
 * <p>The integral and the time over which it was taken are kept instead of the mean, because they
 * add up over buckets and a mean does not.
 *
 * <pre>{@code
 * // 3 for 40 s, then 6 for 20 s
 * GaugeState state = new GaugeState(6, Instant.parse("2026-03-01T10:00:40Z"), 3, 6, 240_000, 60_000);
 * state.mean(); // 4.0
 * }</pre>
 *
 * @param last the latest value
 * @param lastAt when the gauge was last seen to have it, to the millisecond
 * @param min the least value
 * @param max the greatest value
 * @param weightedSum the integral of the value over the observed time, in value × milliseconds
 * @param observedMillis over how many milliseconds the integral goes, not negative
 */
public record GaugeState(
    double last, Instant lastAt, double min, double max, double weightedSum, long observedMillis)
    implements BucketState {
  /** Checks that the numbers fit together. */
  public GaugeState {
    Numbers.requireFinite("last value", last);
    Times.requireWholeMillis("time of the last value", requireNonNull(lastAt, "lastAt"));
    Numbers.requireFinite("min", min);
    Numbers.requireFinite("max", max);
    Numbers.requireRising("min, last and max", min, last, max);
    Numbers.requireFinite("weighted sum", weightedSum);
    Numbers.requireAtLeast(0, "observed time in ms", observedMillis);
  }

  @Override
  public MetricKind kind() {
    return MetricKind.GAUGE;
  }

  /** The mean weighted by time; the last value when no time was observed. */
  public double mean() {
    return observedMillis == 0 ? last : weightedSum / observedMillis;
  }
}
