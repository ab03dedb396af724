package io.tallystick.core.flush;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of one window, at most one that waits for each series; guarded by the monitor of the
 * backlog.
 *
 * <p>A bucket that waits is fresh while the store cannot know it: no version of it was ever handed
 * to a write. What comes to a window of which the store may know something is not called fresh,
 * whatever series it is of, so that nothing has to be remembered of series that do not wait.
 */
final class WindowBuckets {
  private final Window window;
  private final long sinceNanos;
  private final Room room;
  private final Map<SeriesKey, OwnedBucket> fresh = new LinkedHashMap<>();

  /** What waits and may be stored already, in this version or in an older one. */
  private final Map<SeriesKey, OwnedBucket> offered = new LinkedHashMap<>();

  /** What the store has, in case that it loses it while the window is not done. */
  private final Map<SeriesKey, OwnedBucket> confirmed = new LinkedHashMap<>();

  /** What went, and why, unless it comes again: that shows when the window is over. */
  private final Map<SeriesKey, DropReason> missing = new LinkedHashMap<>();

  /** Of how many recorded buckets one that waits was made, where that is not one. */
  private final Map<SeriesKey, Integer> madeOf = new HashMap<>();

  /** Since when something has waited without a pause; of no meaning while nothing does. */
  private long waitingSinceNanos;

  private boolean isOpen;
  private boolean isKnownToStore;
  private @Nullable Granularity exhausted;

  /**
   * Makes an empty window.
   *
   * @param sinceNanos from when on it waits, in elapsed time
   */
  WindowBuckets(Window window, long sinceNanos, Room room) {
    this.window = window;
    this.sinceNanos = sinceNanos;
    this.waitingSinceNanos = sinceNanos;
    this.room = room;
  }

  Window window() {
    return window;
  }

  long sinceNanos() {
    return sinceNanos;
  }

  boolean isOpen() {
    return isOpen;
  }

  /** Whether nothing waits and nothing more will. */
  boolean isDone() {
    return !isOpen && !isWaiting();
  }

  boolean isWaiting() {
    return !fresh.isEmpty() || !offered.isEmpty();
  }

  /** Since when something has waited without a pause, in elapsed time, if anything does. */
  OptionalLong waitingSinceNanos() {
    return isWaiting() ? OptionalLong.of(waitingSinceNanos) : OptionalLong.empty();
  }

  private void waitFrom(long fromNanos) {
    waitingSinceNanos = isWaiting() ? Math.min(waitingSinceNanos, fromNanos) : fromNanos;
  }

  int waiting() {
    return fresh.size() + offered.size();
  }

  /** How many buckets were recorded of which those that wait were made. */
  int recorded() {
    return inOrder().mapToInt(bucket -> recorded(bucket.series())).sum();
  }

  private int recorded(SeriesKey series) {
    return madeOf.getOrDefault(series, 1);
  }

  /** What waits, in the order in which it is offered: what was offered before comes first. */
  Stream<OwnedBucket> inOrder() {
    return Stream.concat(offered.values().stream(), fresh.values().stream());
  }

  /** The bucket of a series if it waits and is fresh. */
  @Nullable OwnedBucket fresh(SeriesKey series) {
    return fresh.get(series);
  }

  boolean hasFresh() {
    return !fresh.isEmpty();
  }

  List<SeriesKey> freshSeries() {
    return List.copyOf(fresh.keySet());
  }

  /** Whether no room can be made here by buckets that are so wide. */
  boolean isExhausted(Granularity target) {
    return exhausted != null && exhausted.compareTo(target) >= 0;
  }

  void exhaust(Granularity target) {
    exhausted = target;
  }

  /** Lets more come. */
  void open() {
    isOpen = true;
  }

  /** Lets nothing more come; counts what went and did not come again. */
  void close(Losses losses) {
    isOpen = false;
    missing.values().forEach(reason -> losses.add(reason, 1));
    missing.clear();
  }

  /** Calls nothing fresh that comes from here on. */
  void becomeKnown() {
    isKnownToStore = true;
  }

  /** Takes a bucket unless there is a newer version of it. */
  void put(OwnedBucket bucket, long nowNanos) {
    SeriesKey series = bucket.series();
    OwnedBucket there = newest(series);
    if (there != null && there.bucket().version() >= bucket.bucket().version()) {
      return;
    }
    missing.remove(series);
    remove(confirmed, series);
    waitFrom(nowNanos);
    add(fresh.containsKey(series) || !isKnownToStore ? fresh : offered, bucket);
  }

  private @Nullable OwnedBucket newest(SeriesKey series) {
    OwnedBucket waits = fresh.getOrDefault(series, offered.get(series));
    return waits == null ? confirmed.get(series) : waits;
  }

  /** Hands a bucket to a write: from now on the store may know it. */
  void offer(SeriesKey series) {
    becomeKnown();
    OwnedBucket moved = remove(fresh, series);
    if (moved != null) {
      add(offered, moved);
    }
  }

  /** Takes a fresh bucket away; of how many recorded ones it was made. */
  int takeFresh(SeriesKey series) {
    int recorded = recorded(series);
    remove(fresh, series);
    forgetParts(series);
    return recorded;
  }

  /**
   * Takes what was made of so many recorded buckets, all of them fresh, that waited from then on.
   */
  void addFresh(OwnedBucket bucket, int recorded, long fromNanos) {
    waitFrom(fromNanos);
    add(fresh, bucket);
    madeOf.put(bucket.series(), recorded);
    room.add(Room.NOTE_BYTES);
  }

  private void forgetParts(SeriesKey series) {
    if (madeOf.remove(series) != null) {
      room.add(-Room.NOTE_BYTES);
    }
  }

  /** Keeps what the store has, unless a newer version waits. */
  void confirm(OwnedBucket bucket) {
    if (removeOffered(bucket)) {
      forgetParts(bucket.series());
      add(confirmed, bucket);
    }
  }

  /** Lets a bucket go that will not be stored, unless a newer version waits. */
  void lose(OwnedBucket bucket, DropReason reason, Losses losses) {
    if (removeOffered(bucket)) {
      miss(bucket.series(), reason, losses);
    }
  }

  private boolean removeOffered(OwnedBucket bucket) {
    OwnedBucket there = offered.get(bucket.series());
    boolean isIt = there != null && there.bucket().version() == bucket.bucket().version();
    return isIt && remove(offered, bucket.series()) != null;
  }

  /** Lets the oldest go, one of what waits; of what was offered only if told so. */
  boolean loseOne(boolean alsoOffered, DropReason reason, Losses losses) {
    Map<SeriesKey, OwnedBucket> from = alsoOffered && !offered.isEmpty() ? offered : fresh;
    if (from.isEmpty()) {
      return false;
    }
    SeriesKey series = from.keySet().iterator().next();
    remove(from, series);
    miss(series, reason, losses);
    return true;
  }

  private void miss(SeriesKey series, DropReason reason, Losses losses) {
    if (isOpen) {
      missing.put(series, reason);
    } else {
      losses.add(reason, recorded(series));
      forgetParts(series);
    }
  }

  /** Lets what was stored wait again; how many there are. */
  int rewrite() {
    int many = confirmed.size();
    if (many > 0) {
      waitFrom(sinceNanos);
    }
    for (OwnedBucket bucket : List.copyOf(confirmed.values())) {
      remove(confirmed, bucket.series());
      add(offered, bucket);
    }
    return many;
  }

  /** Remembers no longer what the store has. */
  void forgetConfirmed() {
    confirmed.values().forEach(room::remove);
    confirmed.clear();
  }

  private void add(Map<SeriesKey, OwnedBucket> to, OwnedBucket bucket) {
    room.add(bucket);
    OwnedBucket older = to.put(bucket.series(), bucket);
    if (older != null) {
      room.remove(older);
    }
  }

  private @Nullable OwnedBucket remove(Map<SeriesKey, OwnedBucket> from, SeriesKey series) {
    OwnedBucket gone = from.remove(series);
    if (gone != null) {
      room.remove(gone);
    }
    return gone;
  }
}
