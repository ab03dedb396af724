package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One raw sample, kept as it was recorded.
 *
 * <pre>{@code
 * store.points().createBatch(List.of(new Point(orders, at, 41.7)));
 * }</pre>
 *
 * @param series the series that it belongs to, source included
 * @param at when it was recorded, in whole milliseconds
 * @param value the sample, finite
 */
public record Point(SeriesKey series, Instant at, double value) {
  /** Checks time and value. */
  public Point {
    requireNonNull(series, "series");
    Times.requireWholeMillis("time of a point", requireNonNull(at, "at"));
    Numbers.requireFinite("value of a point", value);
  }
}
