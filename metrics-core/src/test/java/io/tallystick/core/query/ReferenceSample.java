package io.tallystick.core.query;

import io.tallystick.spi.SeriesKey;
import java.time.Instant;

/**
 * One value that was recorded.
 *
 * @param series of which series
 * @param at when; of what a writer made wide buckets of, when such a bucket starts
 * @param value a histogram's value, or what was added to a counter
 */
record ReferenceSample(SeriesKey series, Instant at, double value) {}
