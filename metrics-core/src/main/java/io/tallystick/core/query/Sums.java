package io.tallystick.core.query;

import io.tallystick.spi.Bucket;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StretchTotal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sums of each group and stretch, or of each group over windows of several stretches. What is
 * added comes about in the order of its start. A window to which nothing more will come is closed,
 * which lets go of all but its numbers; so memory is that of the answer and of what windows share,
 * however much is added up. For one thread.
 */
final class Sums {
  private final Borders borders;
  private final Panes panes;
  private final Groups groups;
  private final Limits limits;
  private final CellMaker maker;
  private final Map<List<String>, Row> rows = new LinkedHashMap<>();
  private int closed;
  private int at;
  private long added;

  /** Sums of windows. */
  Sums(Borders borders, Panes panes, Groups groups, Limits limits, CellMaker maker) {
    this.borders = borders;
    this.panes = panes;
    this.groups = groups;
    this.limits = limits;
    this.maker = maker;
  }

  /** Sums of each stretch. */
  Sums(Borders borders, Groups groups, Limits limits, CellMaker maker) {
    this(borders, new Panes(borders.count(), 1), groups, limits, maker);
  }

  /** Adds what the store added up. */
  void add(StretchTotal total) {
    count(total.rows());
    if (panes.windows() > 0) {
      cell(total.series(), total.from()).add(total);
    }
  }

  /** Adds a writer's bucket. */
  void add(OwnedBucket owned) {
    count(1);
    Bucket bucket = owned.bucket();
    if (panes.windows() > 0) {
      cell(owned.series(), bucket.start())
          .add(owned.series(), owned.writer(), bucket.start(), bucket.state());
    }
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
    return row.open(panes.paneOf(at));
  }

  private Row newRow(List<String> group) {
    limits.requireGroups(rows.size() + 1L, borders);
    Row row = new Row(panes, maker);
    rows.put(group, row);
    return row;
  }

  /** Nothing more will come of what starts before a time. */
  void closeBefore(Instant time) {
    int before = closed;
    while (closed < panes.windows() && !borders.to(panes.lastOf(closed)).isAfter(time)) {
      closed++;
    }
    if (closed > before) {
      rows.values().forEach(row -> row.closeBefore(closed));
    }
  }

  /** Nothing more will come. */
  void close() {
    rows.values().forEach(row -> row.closeBefore(panes.windows()));
  }

  /** How many buckets were added up. */
  long added() {
    return added;
  }

  /** The groups that anything was found of, in no order, each with a value or null a window. */
  Map<List<String>, @Nullable CellValue[]> values() {
    Map<List<String>, @Nullable CellValue[]> values = new LinkedHashMap<>();
    rows.forEach((group, row) -> values.put(group, row.values()));
    return values;
  }
}
