package io.tallystick.core.export;

import static java.util.Objects.requireNonNull;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.TimeRange;
import org.jspecify.annotations.Nullable;

/**
 * What of the stored history is to be written out.
 *
 * <p>Immutable; each method gives another request.
 *
 * <pre>{@code
 * ExportRequest orders =
 *     ExportRequest.of(SeriesFilter.system("orders.count")).granularity(Granularity.HOUR);
 * }</pre>
 *
 * @param filter which series of one metric; null for all of all metrics
 * @param range within which the buckets start; null for all there are
 * @param granularity how wide the buckets are; null for the finest that is kept of each time
 * @param hasSketches whether sketches are written too; OpenMetrics has no place for them
 */
public record ExportRequest(
    @Nullable SeriesFilter filter,
    @Nullable TimeRange range,
    @Nullable Granularity granularity,
    boolean hasSketches) {
  /** Everything. */
  public static ExportRequest all() {
    return new ExportRequest(null, null, null, false);
  }

  /** The whole history of some series. */
  public static ExportRequest of(SeriesFilter filter) {
    return new ExportRequest(requireNonNull(filter, "filter"), null, null, false);
  }

  /** Only buckets that start within a range. */
  public ExportRequest range(TimeRange within) {
    return new ExportRequest(filter, requireNonNull(within, "range"), granularity, hasSketches);
  }

  /** Buckets of one granularity, where they are there and up to date. */
  public ExportRequest granularity(Granularity wanted) {
    return new ExportRequest(filter, range, requireNonNull(wanted, "granularity"), hasSketches);
  }

  /** With sketches, in base64. */
  public ExportRequest withSketches() {
    return new ExportRequest(filter, range, granularity, true);
  }
}
