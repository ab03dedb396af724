package io.tallystick.core.export;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.SeriesKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** The rows of one series, of all granularities, in the order of their ends. For one thread. */
final class SeriesRows implements AutoCloseable {
  private final Coverage coverage;
  private final List<MergedRows> all = new ArrayList<>();
  private final PriorityQueue<Ahead> ahead =
      new PriorityQueue<>(Comparator.comparing(Ahead::end).thenComparing(it -> it.row().start()));

  SeriesRows(StoredRows stored, Coverage coverage, SeriesKey series) {
    this.coverage = coverage;
    try {
      for (Granularity granularity : Granularity.values()) {
        MergedRows rows = stored.of(coverage, granularity, series);
        all.add(rows);
        advance(rows);
      }
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
  }

  private void advance(MergedRows rows) {
    if (rows.hasNext()) {
      ExportRow row = rows.next();
      ahead.add(new Ahead(coverage.end(row.granularity(), row.start()), row, rows));
    }
  }

  boolean hasNext() {
    return !ahead.isEmpty();
  }

  /** The rows that end next, together. */
  Ending next() {
    Ahead first = ahead.peek();
    if (first == null) {
      throw new NoSuchElementException("There is no other row.");
    }
    List<ExportRow> rows = new ArrayList<>();
    for (Ahead next = first; next != null && next.end().equals(first.end()); next = ahead.peek()) {
      ahead.remove();
      rows.add(next.row());
      advance(next.rest());
    }
    return new Ending(first.end(), rows);
  }

  @Override
  public void close() {
    all.forEach(MergedRows::close);
  }

  /**
   * Rows of one series that end together; at least one, the one that starts first being the first.
   */
  record Ending(Instant end, List<ExportRow> rows) {}

  private record Ahead(Instant end, ExportRow row, MergedRows rest) {}
}
