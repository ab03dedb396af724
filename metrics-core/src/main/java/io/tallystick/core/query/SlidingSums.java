package io.tallystick.core.query;

import io.tallystick.spi.Bucket;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StretchTotal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sums of each group over windows that overlap: each is so many stretches long, and the next
 * begins one stretch later. What is added goes into every window that holds it, and a window to
 * which nothing more will come lets go of all but its numbers; so only as many are open as overlap.
 * For one thread.
 */
final class SlidingSums implements Adding {
  private final Borders borders;
  private final int span;
  private final Groups groups;
  private final Limits limits;
  private final Supplier<Cell> newCell;
  private final Map<List<String>, Row> rows = new LinkedHashMap<>();
  private int closed;
  private int at;
  private long added;

  /**
   * Begins with nothing.
   *
   * @param span how many stretches a window has
   */
  SlidingSums(Borders borders, int span, Groups groups, Limits limits, Supplier<Cell> newCell) {
    this.borders = borders;
    this.span = span;
    this.groups = groups;
    this.limits = limits;
    this.newCell = newCell;
  }

  /** How many windows there are within borders; none where these hold less than one. */
  static int windows(Borders borders, int span) {
    return Math.max(0, borders.count() - span + 1);
  }

  private int windows() {
    return windows(borders, span);
  }

  @Override
  public void add(StretchTotal total) {
    count(total.rows());
    forEachWindow(total.series(), total.from(), cell -> cell.add(total));
  }

  @Override
  public void add(OwnedBucket owned) {
    count(1);
    Bucket bucket = owned.bucket();
    forEachWindow(
        owned.series(),
        bucket.start(),
        cell -> cell.add(owned.series(), owned.writer(), bucket.start(), bucket.state()));
  }

  private void count(long more) {
    added += more;
    limits.requireRows(added, borders);
  }

  private void forEachWindow(SeriesKey series, Instant start, Consumer<Cell> addition) {
    at = borders.find(start, at);
    Row row = rows.get(groups.of(series));
    if (row == null) {
      row = newRow(groups.of(series));
    }
    int last = Math.min(at, windows() - 1);
    for (int window = Math.max(0, at - span + 1); window <= last; window++) {
      addition.accept(row.open(window, newCell));
    }
  }

  private Row newRow(List<String> group) {
    limits.requireGroups(rows.size() + 1L, borders);
    Row row = new Row(windows());
    rows.put(group, row);
    return row;
  }

  @Override
  public void closeBefore(Instant time) {
    int first = closed;
    while (closed < windows() && !borders.to(closed + span - 1).isAfter(time)) {
      closed++;
    }
    if (closed > first) {
      rows.values().forEach(row -> row.close(first, closed));
    }
  }

  @Override
  public void close() {
    rows.values().forEach(row -> row.close(closed, windows()));
  }

  /** How many buckets were added up. */
  long added() {
    return added;
  }

  /** The groups that anything was found of, each with a value or null a window. */
  Map<List<String>, @Nullable CellValue[]> values() {
    Map<List<String>, @Nullable CellValue[]> values = new LinkedHashMap<>();
    rows.forEach((group, row) -> values.put(group, row.values()));
    return values;
  }
}
