package io.tallystick.core.query;

import io.tallystick.spi.Bucket;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StretchTotal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sums of each group and stretch. A stretch to which nothing more will come is closed, which
 * lets go of all but its numbers; so memory is that of the answer, however much is added up. For
 * one thread.
 */
final class Sums implements Adding {
  private final Borders borders;
  private final Groups groups;
  private final Limits limits;
  private final Supplier<Cell> newCell;
  private final Map<List<String>, Row> rows = new LinkedHashMap<>();
  private int closed;
  private int at;
  private long added;

  Sums(Borders borders, Groups groups, Limits limits, Supplier<Cell> newCell) {
    this.borders = borders;
    this.groups = groups;
    this.limits = limits;
    this.newCell = newCell;
  }

  @Override
  public void add(StretchTotal total) {
    count(total.rows());
    cell(total.series(), total.from()).add(total);
  }

  @Override
  public void add(OwnedBucket owned) {
    count(1);
    Bucket bucket = owned.bucket();
    cell(owned.series(), bucket.start())
        .add(owned.series(), owned.writer(), bucket.start(), bucket.state());
  }

  private void count(long more) {
    added += more;
    limits.requireRows(added, borders);
  }

  private Cell cell(SeriesKey series, Instant start) {
    at = borders.find(start, at);
    Row row = rows.get(groups.of(series));
    if (row == null) {
      row = newRow(groups.of(series));
    }
    return row.open(at, newCell);
  }

  private Row newRow(List<String> group) {
    limits.requireGroups(rows.size() + 1L, borders);
    Row row = new Row(borders.count());
    rows.put(group, row);
    return row;
  }

  @Override
  public void closeBefore(Instant time) {
    int first = closed;
    while (closed < borders.count() && !borders.to(closed).isAfter(time)) {
      closed++;
    }
    if (closed > first) {
      rows.values().forEach(row -> row.close(first, closed));
    }
  }

  @Override
  public void close() {
    rows.values().forEach(row -> row.close(0, borders.count()));
  }

  /** How many buckets were added up. */
  long added() {
    return added;
  }

  /** The groups that anything was found of, in no order, each with a value or null a stretch. */
  Map<List<String>, @Nullable CellValue[]> values() {
    Map<List<String>, @Nullable CellValue[]> values = new LinkedHashMap<>();
    rows.forEach((group, row) -> values.put(group, row.values()));
    return values;
  }
}
