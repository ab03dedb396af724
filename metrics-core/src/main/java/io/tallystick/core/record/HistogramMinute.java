package io.tallystick.core.record;

import io.tallystick.core.sketch.QuantileSketch;

/**
 * A histogram's samples since the minute began.
 *
 * <pre>{@code
 * minute.sketch().quantile(0.99);
 * }</pre>
 *
 * @param count how many there are
 * @param sum their sum
 * @param sketch all of them, from which any percentile can be asked; it knows the least and the
 *     greatest exactly
 * @param buckets how many of them lie between which bounds
 */
public record HistogramMinute(
    long count, double sum, QuantileSketch sketch, BucketCounts buckets) {}
