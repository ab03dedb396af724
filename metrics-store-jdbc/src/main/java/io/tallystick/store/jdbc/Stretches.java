package io.tallystick.store.jdbc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Stretches of time of one length, one after the other.
 *
 * @param froms where they start, as whoever asked said
 * @param first where the first starts, in whole seconds
 * @param length of each in seconds
 */
record Stretches(List<Instant> froms, long first, long length) {
  /** Between borders, which ascend: as few runs of equal stretches as there are. */
  static List<Stretches> between(List<Instant> borders) {
    List<Stretches> all = new ArrayList<>();
    for (int i = 1; i < borders.size(); i++) {
      long first = Seconds.ceiling(borders.get(i - 1));
      long length = Seconds.ceiling(borders.get(i)) - first;
      if (length > 0) {
        add(all, borders.get(i - 1), first, length);
      }
    }
    return all;
  }

  private static void add(List<Stretches> all, Instant from, long first, long length) {
    Stretches last = all.isEmpty() ? null : all.get(all.size() - 1);
    if (last == null || last.length != length || last.end() != first) {
      last = new Stretches(new ArrayList<>(), first, length);
      all.add(last);
    }
    last.froms.add(from);
  }

  long end() {
    return first + froms.size() * length;
  }

  /** Where a stretch starts in which a bucket does. */
  long startOf(long bucket) {
    return bucket - (bucket - first) % length;
  }

  /** The same as whoever asked said it. */
  Instant from(long bucket) {
    return froms.get((int) ((bucket - first) / length));
  }
}
