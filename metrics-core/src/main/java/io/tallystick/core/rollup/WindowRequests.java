package io.tallystick.core.rollup;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.RequestGroup;
import io.tallystick.spi.RequestSummary;
import io.tallystick.spi.RequestTable;
import io.tallystick.spi.TimeRange;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a window that was folded on their way into the store's table, in parts that are a
 * transaction each.
 *
 * <p>They are read from the buckets of the window's own width, which the fold has made, and beside
 * it a writer may. Those of the next finer width are read too, unless a fold made all of these, for
 * then their rows are there. A bucket that is written meanwhile leaves a mark, and the window or
 * the one around it comes again. For one thread.
 */
final class WindowRequests {
  private final RequestRows rows;
  private final TimeRange range;

  /** What is left to be done, the first of it perhaps in part. */
  private final Deque<Granularity> left = new ArrayDeque<>();

  /** The last one that is done of the first granularity. */
  private @Nullable RequestGroup after;

  WindowRequests(RequestRows rows, WindowMarks window, ZoneId zone) {
    this.rows = rows;
    this.range = window.target().bucketRange(window.start(), zone);
    if (window.hasWriters()) {
      left.add(window.target().finer().orElseThrow());
    }
    left.add(window.target());
  }

  /** Goes on until all rows are there or the turn is over; whether they are. */
  boolean advance(Turn turn) {
    while (!left.isEmpty()) {
      List<RequestSummary> portion = rows.read(left.element(), range, after, turn::isStopped);
      if (turn.isStopped() || !put(portion, turn)) {
        return false;
      }
      if (portion.size() < RequestPortion.MOST_GROUPS) {
        left.remove();
        after = null;
      }
      if (turn.isOver()) {
        return left.isEmpty();
      }
    }
    return true;
  }

  /** Whether all of them were put before the turn was over. */
  private boolean put(List<RequestSummary> portion, Turn turn) {
    for (int from = 0; from < portion.size(); from += RequestTable.MAX_ROWS) {
      int to = Math.min(portion.size(), from + RequestTable.MAX_ROWS);
      rows.put(portion.subList(from, to));
      after = portion.get(to - 1).group();
      if (to < portion.size() && turn.isOver()) {
        return false;
      }
    }
    return true;
  }
}
