package io.tallystick.core.export;

import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rows of several readings, one after the other, those of all writers merged. It holds the rows
 * that belong together, and the one behind them. For one thread.
 */
final class MergedRows implements Iterator<ExportRow>, AutoCloseable {
  /** Where rows come by time: those of one start. */
  static final BiPredicate<OwnedBucket, OwnedBucket> SAME_START =
      (one, other) -> one.bucket().start().equals(other.bucket().start());

  /** Where rows come by series: those of one series and start. */
  static final BiPredicate<OwnedBucket, OwnedBucket> SAME_SERIES_AND_START =
      SAME_START.and((one, other) -> one.series().equals(other.series()));

  private final Iterator<Reading> readings;
  private final BiPredicate<OwnedBucket, OwnedBucket> togetherness;
  private final WriterMerge merge;
  private final Deque<ExportRow> ready = new ArrayDeque<>();

  private @Nullable Reading reading;
  private @Nullable BucketCursor open;
  private @Nullable OwnedBucket ahead;

  MergedRows(
      Iterator<Reading> readings,
      BiPredicate<OwnedBucket, OwnedBucket> togetherness,
      WriterMerge merge) {
    this.readings = readings;
    this.togetherness = togetherness;
    this.merge = merge;
  }

  @Override
  public boolean hasNext() {
    if (ready.isEmpty()) {
      fill();
    }
    return !ready.isEmpty();
  }

  @Override
  public ExportRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException("There is no other row.");
    }
    return ready.removeFirst();
  }

  private void fill() {
    OwnedBucket first = ahead == null ? read() : ahead;
    if (first == null) {
      return;
    }
    Map<SeriesKey, List<OwnedBucket>> bySeries = new LinkedHashMap<>();
    OwnedBucket next = first;
    while (next != null && togetherness.test(first, next)) {
      bySeries.computeIfAbsent(next.series(), key -> new ArrayList<>()).add(next);
      next = read();
    }
    ahead = next;
    bySeries.values().stream().map(merge::merge).flatMap(Collection::stream).forEach(ready::add);
  }

  /** The next row of any reading that is wanted. */
  private @Nullable OwnedBucket read() {
    for (; ; ) {
      BucketCursor cursor = open;
      Reading current = reading;
      if (cursor == null || current == null || !cursor.hasNext()) {
        close();
        if (!readings.hasNext()) {
          return null;
        }
        reading = readings.next();
        open = reading.cursor().get();
      } else {
        OwnedBucket row = cursor.next();
        if (current.isWanted().test(row)) {
          return row;
        }
      }
    }
  }

  @Override
  public void close() {
    BucketCursor cursor = open;
    open = null;
    if (cursor != null) {
      cursor.close();
    }
  }

  /** A cursor to open, and which of its rows are wanted. */
  record Reading(Predicate<OwnedBucket> isWanted, Supplier<BucketCursor> cursor) {}
}
