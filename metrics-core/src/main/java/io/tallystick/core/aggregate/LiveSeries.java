package io.tallystick.core.aggregate;

import io.tallystick.core.record.Series;

/**
 * A series as it is now.
 *
 * <pre>{@code
 * if (live.total() instanceof Reading.OfCounter counter) {
 *   expose(live.series().name(), counter.sum());
 * }
 * }</pre>
 *
 * @param series the series
 * @param bucket what happened in the open bucket
 * @param total what happened since the series began; of a gauge, and of a histogram's distribution,
 *     that of the open bucket
 */
public record LiveSeries(Series series, Reading bucket, Reading total) {}
