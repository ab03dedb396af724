package io.tallystick.servlet;

import io.tallystick.spi.ControlStore;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds how much of its limit each key used in its last window. It holds one use a key, however
 * many windows there are.
 *
 * @param control where uses are kept; it gives the oldest of a time first
 * @param atOnce how many to ask for at once; more where one window has more
 */
record LastUses(ControlStore control, int atOnce) {
  private static final Duration JUST_NOW = Duration.ofMinutes(5);
  private static final Duration LATELY = Duration.ofHours(1);

  /**
   * Those of the last minutes, or of the last hour where there are none.
   *
   * @param stop run between two portions; it throws when nobody waits any more
   */
  Collection<RateLimitUse> read(Runnable stop) {
    Instant end = control.now().plusMillis(1);
    Collection<RateLimitUse> found = read(new TimeRange(end.minus(JUST_NOW), end), stop);
    return found.isEmpty() ? read(new TimeRange(end.minus(LATELY), end), stop) : found;
  }

  private Collection<RateLimitUse> read(TimeRange range, Runnable stop) {
    Map<String, RateLimitUse> last = new HashMap<>();
    Instant from = range.from();
    int most = atOnce;
    while (from.isBefore(range.to())) {
      stop.run();
      List<RateLimitUse> some = control.rateLimitUses(new TimeRange(from, range.to()), most);
      some.forEach(use -> last.put(use.key(), use));
      if (some.size() < most) {
        return last.values();
      }
      Instant next = some.get(some.size() - 1).window().from();
      most = next.isAfter(from) ? atOnce : 2 * most; // one window has more than that
      from = next;
    }
    return last.values();
  }
}
