package io.tallystick.core.derived;

import static java.util.Objects.requireNonNull;

import io.tallystick.Tags;
import io.tallystick.guard.GuardLimits;
import io.tallystick.spi.Granularity;
import java.time.Duration;

/**
 * What derived metrics take over from the runtime that they belong to.
 *
 * <pre>{@code
 * new DerivedSettings(
 *     "service:api", Tags.empty(), GuardLimits.standard(), Duration.ofMinutes(1), Granularity.MINUTE, 1_000);
 * }</pre>
 *
 * @param source the source of counters that state none
 * @param constantTags tags of every counter
 * @param guard what tags may be
 * @param interval how often gauges and counters are asked for that state no interval
 * @param granularity how wide the buckets of counters are
 * @param mostSeries how many series a counter may have
 */
public record DerivedSettings(
    String source,
    Tags constantTags,
    GuardLimits guard,
    Duration interval,
    Granularity granularity,
    int mostSeries) {
  /** Checks that every part is there. */
  public DerivedSettings {
    requireNonNull(source, "source");
    requireNonNull(constantTags, "constantTags");
    requireNonNull(guard, "guard");
    requireNonNull(interval, "interval");
    requireNonNull(granularity, "granularity");
  }
}
