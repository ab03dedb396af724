package io.tallystick.store.jdbc;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.StartSpan;
import io.tallystick.spi.TimeRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts of buckets, one width after the other, in seconds.
 *
 * @param from the first start
 * @param to the first moment behind
 * @param width from one start to the next
 */
record Steps(long from, long to, long width) implements Sliced<Steps> {
  /** The steps of a range, as far as there are buckets; days have no such steps. */
  static Steps of(Granularity granularity, TimeRange range, StartSpan there) {
    long width = granularity.width().toSeconds();
    long from = Math.max(Seconds.ceiling(range.from()), there.oldest().getEpochSecond());
    long to = Math.min(Seconds.ceiling(range.to()), there.newest().getEpochSecond() + 1);
    return new Steps(first(from, Math.floorMod(from, width), width), to, width);
  }

  private static long first(long from, long past, long width) {
    return past == 0 ? from : from - past + width;
  }

  /** Steps through all of these starts, which ascend; where one is out of step others begin. */
  static List<Steps> through(List<Long> starts, long width) {
    List<Steps> all = new ArrayList<>();
    for (long start : starts) {
      int last = all.size() - 1;
      if (last >= 0 && Math.floorMod(start - all.get(last).from(), width) == 0) {
        all.set(last, new Steps(all.get(last).from(), start + 1, width));
      } else {
        all.add(new Steps(start, start + 1, width));
      }
    }
    return all;
  }

  @Override
  public boolean isEmpty() {
    return from >= to;
  }

  /** How many there are, at least 1. */
  long count() {
    return Math.max(1, (to - from + width - 1) / width);
  }

  @Override
  public Steps first(long most) {
    return new Steps(from, Math.min(to, from + most * width), width);
  }

  @Override
  public Steps after(Steps done) {
    return new Steps(done.to, to, width);
  }

  /** Those that lie from one moment to below another. */
  Steps between(long earliest, long end) {
    long begin =
        earliest <= from ? from : first(earliest, Math.floorMod(earliest - from, width), width);
    return new Steps(begin, Math.min(to, end), width);
  }
}
