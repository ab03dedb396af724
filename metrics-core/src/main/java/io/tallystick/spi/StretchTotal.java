package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What the buckets of one series that start within a stretch of time add up to, without their
 * sketches.
 *
 * <pre>{@code
 * double mean = total.sum() / total.count(); // of a histogram
 * }</pre>
 *
 * @param series the series, of a counter or of a histogram
 * @param from where the stretch starts
 * @param rows how many buckets were added up, at least 1
 * @param count of a histogram how many values there are; of a counter the sum of its whole amounts;
 *     both saturate at {@link Long#MAX_VALUE}
 * @param sum of a histogram the sum of its values; of a counter the sum of its other amounts;
 *     finite
 * @param min the least value of a histogram; 0 of a counter
 * @param max the greatest value of a histogram; 0 of a counter
 */
public record StretchTotal(
    SeriesKey series, Instant from, long rows, long count, double sum, double min, double max) {
  /** Checks that the numbers can be. */
  public StretchTotal {
    requireNonNull(series, "series");
    requireNonNull(from, "from");
    Numbers.requireAtLeast(1, "number of rows", rows);
    Numbers.requireAtLeast(0, "count", count);
    Numbers.requireFinite("sum", sum);
    Numbers.requireFinite("min", min);
    Numbers.requireFinite("max", max);
  }
}
