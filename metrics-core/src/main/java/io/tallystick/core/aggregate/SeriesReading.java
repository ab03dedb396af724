package io.tallystick.core.aggregate;

import io.tallystick.core.record.Series;

/**
 * A series and what is known of it in a bucket.
 *
 * <pre>{@code
 * new SeriesReading(series, new Reading.OfCounter(3, 0));
 * }</pre>
 */
public record SeriesReading(Series series, Reading reading) {}
