package io.tallystick.spi;

import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Totals of single buckets, for a store that cannot add up by itself. */
final class RowTotals implements StretchCursor {
  private final BucketCursor rows;
  private final List<Instant> borders;
  private int at;
  private @Nullable StretchTotal next;

  /**
   * Totals of what is read.
   *
   * @param rows in the order of their starts, none outside the borders
   */
  RowTotals(BucketCursor rows, List<Instant> borders) {
    this.rows = rows;
    this.borders = List.copyOf(borders);
  }

  @Override
  public boolean hasNext() {
    while (next == null && rows.hasNext()) {
      next = total(rows.next());
    }
    return next != null;
  }

  @Override
  public StretchTotal next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException("There is no further total: ask hasNext first.");
    }
    StretchTotal found = next;
    next = null;
    return found;
  }

  /** Nothing of a gauge. */
  private @Nullable StretchTotal total(OwnedBucket row) {
    while (!row.bucket().start().isBefore(borders.get(at + 1))) {
      at++;
    }
    Instant from = borders.get(at);
    SeriesKey series = row.series();
    if (row.bucket().state() instanceof HistogramState of) {
      return new StretchTotal(series, from, 1, of.count(), of.sum(), of.min(), of.max());
    }
    return row.bucket().state() instanceof CounterState of
        ? new StretchTotal(series, from, 1, of.whole(), of.fractional(), 0, 0)
        : null;
  }

  @Override
  public void close() {
    rows.close();
  }
}
