package io.tallystick.core.collect;

import io.tallystick.core.collect.Draft.Reading;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all collectors of a runtime show together: which of them shows a reading, and how far totals
 * came that none of them gives at the moment. So two that give the same do not write over each
 * other, and a cache that is taken away and added again is not counted twice. For any thread.
 */
final class Board {
  /** How many totals are remembered that none gives, the oldest forgotten first. */
  private static final int MOST_FORMER = 10 * Readings.MOST;

  private final Map<Reading, Shown> owners = new HashMap<>();
  private final Map<Reading, Long> former =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Reading, Long> eldest) {
          return size() > MOST_FORMER;
        }
      };

  /** Whether it may show the reading: nobody else does. */
  synchronized boolean claim(Reading reading, Shown by) {
    Shown owner = owners.putIfAbsent(reading, by);
    return owner == null || owner == by;
  }

  /** It shows the reading no more. */
  synchronized void release(Reading reading, Shown by) {
    owners.remove(reading, by);
  }

  /** Remembers how far a total came that is not given any more, and lets others give it. */
  synchronized void leave(Reading total, long last, Shown by) {
    former.put(total, last);
    release(total, by);
  }

  /** How far a total had come when it was left; null where nobody remembers. */
  synchronized @Nullable Long takeUp(Reading total) {
    return former.remove(total);
  }
}
