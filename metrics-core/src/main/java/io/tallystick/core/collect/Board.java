package io.tallystick.core.collect;

import io.tallystick.core.collect.Draft.Reading;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all collectors of a runtime show together: which of them shows a gauge, and how far each
 * total came. So two that give the same gauge do not write over each other, and a cache that is
 * taken away and added again is not counted twice. For any thread.
 */
final class Board {
  /** How many totals are remembered, the oldest forgotten first. */
  private static final int MOST_TOTALS = 10 * Readings.MOST;

  private final Map<Reading, Shown> owners = new HashMap<>();
  private final Map<Reading, Long> totals =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Reading, Long> eldest) {
          return size() > MOST_TOTALS;
        }
      };

  /** Whether it may show the gauge: nobody else does. */
  synchronized boolean claim(Reading gauge, Shown by) {
    Shown owner = owners.putIfAbsent(gauge, by);
    return owner == null || owner == by;
  }

  /** It shows the gauge no more. */
  synchronized void release(Reading gauge, Shown by) {
    owners.remove(gauge, by);
  }

  /** By how much a total grew since it was given last; all of it the first time. */
  synchronized long grown(Reading reading, long total) {
    @Nullable Long last = totals.put(reading, total);
    return last == null || total < last ? total : total - last;
  }
}
