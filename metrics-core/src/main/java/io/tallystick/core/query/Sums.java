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
final class Sums {
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

  void add(StretchTotal total) {
    count(total.rows());
    cell(total.series(), total.from()).add(total);
  }

  void add(OwnedBucket owned) {
    count(1);
    Bucket bucket = owned.bucket();
    cell(owned.series(), bucket.start())
        .add(owned.series(), owned.writer(), bucket.start(), bucket.state());
  }

  private void count(long more) {
    added += more;
    if (added > limits.rows()) {
      throw new InvalidQueryException(
          "range",
          "%s to %s".formatted(borders.all().from(), borders.all().to()),
          "more than %d buckets would be added up: ask for a shorter time, a wider step or fewer"
                  .formatted(limits.rows())
              + " series");
    }
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

  /** Nothing more will come of what starts before a time. */
  void closeBefore(Instant time) {
    int first = closed;
    while (closed < borders.count() && !borders.to(closed).isAfter(time)) {
      closed++;
    }
    if (closed > first) {
      rows.values().forEach(row -> row.close(first, closed));
    }
  }

  /** Nothing more will come. */
  void close() {
    rows.values().forEach(row -> row.close(0, borders.count()));
  }

  /** How many buckets were added up. */
  long added() {
    return added;
  }

  /** The groups that anything was found of, in no order, each with a value or null a stretch. */
  Map<List<String>, @Nullable CellValue[]> values() {
    Map<List<String>, @Nullable CellValue[]> values = new LinkedHashMap<>();
    rows.forEach((group, row) -> values.put(group, row.values));
    return values;
  }

  /** The stretches of one group. */
  private static final class Row {
    private final @Nullable Cell[] cells;
    private final @Nullable CellValue[] values;

    Row(int stretches) {
      cells = new Cell[stretches];
      values = new CellValue[stretches];
    }

    Cell open(int stretch, Supplier<Cell> newCell) {
      Cell cell = cells[stretch];
      if (cell == null) {
        if (values[stretch] != null) {
          throw new IllegalStateException("A bucket came after its stretch was closed.");
        }
        cell = newCell.get();
        cells[stretch] = cell;
      }
      return cell;
    }

    void close(int from, int to) {
      for (int i = from; i < to; i++) {
        Cell cell = cells[i];
        if (cell != null) {
          values[i] = cell.value();
          cells[i] = null;
        }
      }
    }
  }
}
