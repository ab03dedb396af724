package io.tallystick.store.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Numbers of series that lie together.
 *
 * @param from the first
 * @param end the first behind
 */
record IdRange(long from, long end) {
  /** Reading over so many rows that nobody wants is cheaper than looking for the next one. */
  private static final int WIDEST_GAP = 16;

  private static final int MOST_RANGES = 64;

  /** Few ranges that hold all of these numbers, which ascend. */
  static List<IdRange> covering(Collection<Long> ids) {
    List<IdRange> ranges = covering(ids, WIDEST_GAP);
    return ranges.size() <= MOST_RANGES ? ranges : covering(ids, Long.MAX_VALUE);
  }

  private static List<IdRange> covering(Collection<Long> ids, long widestGap) {
    List<IdRange> ranges = new ArrayList<>();
    for (long id : ids) {
      int last = ranges.size() - 1;
      if (last >= 0 && id - ranges.get(last).end() <= widestGap) {
        ranges.set(last, new IdRange(ranges.get(last).from(), id + 1));
      } else {
        ranges.add(new IdRange(id, id + 1));
      }
    }
    return ranges;
  }
}
