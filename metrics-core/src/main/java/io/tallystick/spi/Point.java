package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One raw sample, kept as it was recorded.
 *
 * <pre>{@code
 * new Point(orders, at, 41.7);     // every sample is kept
 * new Point(orders, at, 41.7, 0.1); // chance picks one in ten
 * }</pre>
 *
 * @param series the series that it belongs to, source included
 * @param at when it was recorded, in whole milliseconds
 * @param value the sample, finite
 * @param share which part of the samples is kept, above 0: 0.1 when chance picks one in ten. 1
 *     promises that every sample of the series in this minute is kept, so that the points may stand
 *     for its bucket; who cannot promise it says less
 */
public record Point(SeriesKey series, Instant at, double value, double share) {
  /** Checks time, value and share. */
  public Point {
    requireNonNull(series, "series");
    Times.requireWholeMillis("time of a point", requireNonNull(at, "at"));
    Numbers.requireFinite("value of a point", value);
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "The share of a point is %s: it must lie above 0 and not above 1.".formatted(share));
    }
  }

  /** A point of a series of which every sample is kept. */
  public Point(SeriesKey series, Instant at, double value) {
    this(series, at, value, 1);
  }
}
