package io.tallystick.core.points;

import io.tallystick.Tags;
import io.tallystick.guard.CardinalityLimit;
import io.tallystick.guard.GuardLimits;
import io.tallystick.spi.WriterId;
import java.time.Duration;

/**
 * What the flusher of points is told.
 *
 * <pre>{@code
 * new PointFlushSettings(
 *     "service:api", Tags.empty(), writer, Duration.ofMinutes(1), GuardLimits.standard(),
 *     CardinalityLimit.standard(), 10_000);
 * }</pre>
 *
 * @param source which service this is
 * @param constantTags tags that every series has unless it has a value of its own for them
 * @param writer whose batches the points go in
 * @param bucketWidth how wide the buckets are that are read
 * @param guard what names and tags of the host's points may be
 * @param cardinality how many series and names they may have in an hour
 * @param most how many points may wait
 */
public record PointFlushSettings(
    String source,
    Tags constantTags,
    WriterId writer,
    Duration bucketWidth,
    GuardLimits guard,
    CardinalityLimit cardinality,
    int most) {}
