package io.tallystick.core.memory;

import io.tallystick.spi.TimeRange;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records by key and by time, so many at most: past that the oldest go and are counted. Guarded by
 * the monitor of who owns it.
 */
final class TimedRecords<T> {
  private final int most;
  private final Function<T, Instant> time;
  private final Map<Object, T> byKey = new HashMap<>();
  private final NavigableMap<Instant, Map<Object, T>> byTime = new TreeMap<>();
  private long givenUp;

  TimedRecords(int most, Function<T, Instant> time) {
    this.most = most;
    this.time = time;
  }

  /** Keeps a record in place of the one that has its key. */
  void put(Object key, T record) {
    remove(key);
    byKey.put(key, record);
    byTime.computeIfAbsent(time.apply(record), at -> new LinkedHashMap<>()).put(key, record);
    while (byKey.size() > most) {
      removeOldest();
      givenUp++;
    }
  }

  @Nullable T get(Object key) {
    return byKey.get(key);
  }

  void remove(Object key) {
    T gone = byKey.remove(key);
    if (gone != null) {
      Instant at = time.apply(gone);
      Map<Object, T> together = byTime.getOrDefault(at, Map.of());
      together.remove(key);
      if (together.isEmpty()) {
        byTime.remove(at);
      }
    }
  }

  /** The oldest first. */
  Stream<T> within(TimeRange range) {
    return records(byTime.subMap(range.from(), range.to()));
  }

  Stream<T> newestFirst(TimeRange range) {
    return records(byTime.subMap(range.from(), true, range.to(), false).descendingMap());
  }

  /** The oldest first. */
  Stream<T> all() {
    return records(byTime);
  }

  private static <T> Stream<T> records(Map<Instant, Map<Object, T>> byTime) {
    return byTime.values().stream().flatMap(together -> together.values().stream());
  }

  /** How many went, the oldest first. */
  int removeBefore(Instant before, int atMost) {
    int removed = 0;
    while (removed < atMost && !byTime.isEmpty() && byTime.firstKey().isBefore(before)) {
      removeOldest();
      removed++;
    }
    return removed;
  }

  private void removeOldest() {
    Map.Entry<Instant, Map<Object, T>> oldest = byTime.firstEntry();
    Iterator<Object> keys = oldest.getValue().keySet().iterator();
    byKey.remove(keys.next());
    keys.remove();
    if (oldest.getValue().isEmpty()) {
      byTime.remove(oldest.getKey());
    }
  }

  long givenUp() {
    return givenUp;
  }

  void clear() {
    byKey.clear();
    byTime.clear();
  }
}
