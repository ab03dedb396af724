package io.tallystick.core.query;

import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Mark;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.TimeRange;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a store keeps of which granularity, and which of its wide buckets hold all that their
 * narrower ones do.
 *
 * <p>Marks are read from the narrowest windows on. A fold takes a mark away and leaves one on the
 * next wider window at the same moment, so a change that is on its way up is seen at least once.
 */
final class Kept {
  /** More windows are not told apart; what comes behind counts as marked. */
  private static final int MOST_WINDOWS = 5_000;

  private final ZoneId zone;
  private final Map<Granularity, Instant> horizons = new EnumMap<>(Granularity.class);

  /** Where what changed in a granularity's windows starts, and what no fold brought up yet. */
  private final Map<Granularity, NavigableSet<Instant>> changed = new EnumMap<>(Granularity.class);

  /** From here on all windows of a granularity count as changed: so many are not told apart. */
  private final Map<Granularity, Instant> changedFrom = new EnumMap<>(Granularity.class);

  /** Where buckets start that the store may not know. */
  private final Map<Granularity, NavigableSet<Instant>> live = new EnumMap<>(Granularity.class);

  private Kept(ZoneId zone) {
    this.zone = zone;
  }

  /** Of what has no buckets, so that any minute can be a border. */
  static Kept everything() {
    return new Kept(ZoneOffset.UTC);
  }

  /** Asks a store about a time, and takes what it does not know yet for marked. */
  static Kept read(BucketStore store, TimeRange range, Collection<OwnedBucket> live) {
    Kept kept = new Kept(store.identity().zone());
    TimeRange days = kept.days(range);
    for (Granularity granularity : Granularity.values()) {
      if (granularity != Granularity.MINUTE) {
        kept.addMarks(granularity, store.marks(granularity, days, MOST_WINDOWS));
      }
    }
    live.forEach(kept::addLive);
    kept.horizons.putAll(store.horizons());
    return kept;
  }

  private TimeRange days(TimeRange range) {
    Instant from = Granularity.DAY.bucketStart(range.from(), zone);
    return new TimeRange(from, Granularity.DAY.bucketRange(range.to(), zone).to());
  }

  private void addMarks(Granularity target, List<Mark> marks) {
    NavigableSet<Instant> windows = at(target);
    marks.forEach(mark -> windows.add(mark.window()));
    if (target != Granularity.DAY) {
      windows.forEach(this::addDay);
    }
    if (windows.size() >= MOST_WINDOWS) {
      changedFrom.put(target, windows.last());
    }
  }

  /** An hour belongs to the day in which it starts, and so does all that is in the hour. */
  private void addDay(Instant part) {
    at(Granularity.DAY).add(Granularity.DAY.bucketStart(Granularity.HOUR.bucketStart(part), zone));
  }

  /** A wider bucket than it is cannot hold what the store does not know. */
  private void addLive(OwnedBucket bucket) {
    Granularity own = bucket.granularity();
    Instant start = bucket.bucket().start();
    live.computeIfAbsent(own, absent -> new TreeSet<>()).add(start);
    at(own).add(start);
    own.coarser().ifPresent(wider -> at(wider).add(wider.bucketStart(start, zone)));
    if (own != Granularity.DAY) {
      addDay(start);
    }
  }

  /** Where buckets of a granularity start that the store may not know. */
  NavigableSet<Instant> live(Granularity granularity) {
    return live.getOrDefault(granularity, Collections.emptyNavigableSet());
  }

  /** Whether the store may not know a bucket of a granularity that starts in a range. */
  boolean hasLive(Granularity granularity, TimeRange range) {
    return isAny(live(granularity), range);
  }

  private NavigableSet<Instant> at(Granularity granularity) {
    return changed.computeIfAbsent(granularity, absent -> new TreeSet<>());
  }

  ZoneId zone() {
    return zone;
  }

  /** Whether buckets that start then are kept, or would be. */
  boolean keeps(Granularity granularity, Instant start) {
    return !start.isBefore(horizons.getOrDefault(granularity, Instant.MIN));
  }

  /** The narrowest buckets that are kept of a time. */
  Granularity finest(Instant time) {
    for (Granularity granularity : Granularity.values()) {
      if (keeps(granularity, time)) {
        return granularity;
      }
    }
    return Granularity.DAY;
  }

  /** Whether a bucket holds all that its narrower ones do. */
  boolean isFolded(Granularity granularity, TimeRange window) {
    if (granularity == Granularity.DAY) {
      return !at(granularity).contains(window.from()) && !isBeyondAll(granularity, window);
    }
    for (Granularity each : Granularity.values()) {
      if (each.compareTo(granularity) <= 0 && isAny(at(each), window)) {
        return false;
      }
    }
    return !isBeyondAll(granularity, window);
  }

  /** Whether it lies where nothing is told apart any more, of its parts or of itself. */
  private boolean isBeyondAll(Granularity granularity, TimeRange window) {
    return changedFrom.entrySet().stream()
        .filter(each -> each.getKey().compareTo(granularity) <= 0)
        .anyMatch(each -> window.to().isAfter(each.getValue()));
  }

  private static boolean isAny(NavigableSet<Instant> starts, TimeRange range) {
    return Optional.ofNullable(starts.ceiling(range.from())).filter(range::contains).isPresent();
  }

  /** Whether all that was kept of a granularity when this was read is there still. */
  boolean isStill(BucketStore store, Collection<Granularity> granularities) {
    Map<Granularity, Instant> now = store.horizons();
    return granularities.stream().allMatch(each -> at(now, each).equals(at(horizons, each)));
  }

  private static Instant at(Map<Granularity, Instant> of, Granularity granularity) {
    return of.getOrDefault(granularity, Instant.MIN);
  }
}
