package io.tallystick.core.memory;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.Mark;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which windows have to be folded; guarded by the buckets' monitor.
 *
 * <p>A mark goes with the buckets that it stands for, so there are never more marks than buckets.
 */
final class Marks {
  private final ZoneId zone;
  private final Map<Granularity, NavigableMap<Instant, Map<WriterId, Long>>> byTarget =
      new EnumMap<>(Granularity.class);
  private long version;

  Marks(ZoneId zone) {
    this.zone = zone;
  }

  /** Marks the window that holds a bucket which was written. */
  void add(Granularity written, Instant start, WriterId writer) {
    written
        .coarser()
        .ifPresent(
            target ->
                of(target)
                    .computeIfAbsent(target.bucketStart(start, zone), window -> new HashMap<>())
                    .put(writer, ++version));
  }

  List<Mark> find(Granularity target, TimeRange range, int mostWindows) {
    List<Mark> found = new ArrayList<>();
    of(target).subMap(range.from(), range.to()).entrySet().stream()
        .limit(mostWindows)
        .forEach(
            window ->
                window
                    .getValue()
                    .forEach(
                        (writer, itsVersion) ->
                            found.add(new Mark(target, window.getKey(), writer, itsVersion))));
    return found;
  }

  /** Lets go of a mark, unless there was a write since. */
  void remove(Mark mark) {
    NavigableMap<Instant, Map<WriterId, Long>> windows = of(mark.target());
    Map<WriterId, Long> there = windows.get(mark.window());
    if (there != null && there.remove(mark.writer(), mark.version()) && there.isEmpty()) {
      windows.remove(mark.window());
    }
  }

  /** Lets go of all marks for buckets of a granularity up to that of one which is not there. */
  void giveUpThrough(Granularity finer, Instant start) {
    finer.coarser().ifPresent(target -> of(target).headMap(start, true).clear());
  }

  /** The oldest window into which buckets of a granularity have to be folded. */
  Optional<Instant> oldest(Granularity finer) {
    return finer
        .coarser()
        .map(this::of)
        .filter(windows -> !windows.isEmpty())
        .map(NavigableMap::firstKey);
  }

  void clear() {
    byTarget.clear();
  }

  private NavigableMap<Instant, Map<WriterId, Long>> of(Granularity target) {
    return byTarget.computeIfAbsent(target, key -> new TreeMap<>());
  }
}
