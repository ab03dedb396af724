package io.tallystick.core.points;

import io.tallystick.guard.CardinalityLimit;
import io.tallystick.guard.Decision;
import io.tallystick.spi.SeriesKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The series of which the host created points in this hour, so many at most; those that are full
 * take others in the next hour. Any thread may ask.
 */
final class HostSeries {
  private static final long HOUR_MILLIS = 3_600_000;

  private final CardinalityLimit limit;
  private final Map<String, Set<SeriesKey>> byName = new HashMap<>();
  private int count;
  private long hour = Long.MIN_VALUE;

  HostSeries(CardinalityLimit limit) {
    this.limit = limit;
  }

  synchronized Decision admit(SeriesKey series, long wallMillis) {
    begin(Math.floorDiv(wallMillis, HOUR_MILLIS));
    Set<SeriesKey> there = byName.getOrDefault(series.name(), Set.of());
    if (there.contains(series)) {
      return Decision.accepted();
    }
    Decision room = decide(series.name(), there.size());
    if (room.isAccepted()) {
      byName.computeIfAbsent(series.name(), name -> new HashSet<>()).add(series);
      count++;
    }
    return room;
  }

  private Decision decide(String name, int ofName) {
    Decision named = ofName > 0 ? Decision.accepted() : limit.decideName(byName.size());
    return named.isAccepted() ? limit.decideSeries(name, ofName, count) : named;
  }

  private void begin(long thisHour) {
    if (thisHour != hour) {
      hour = thisHour;
      byName.clear();
      count = 0;
    }
  }
}
