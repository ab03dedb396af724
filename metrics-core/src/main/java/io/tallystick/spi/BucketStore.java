package io.tallystick.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where buckets are kept.
 *
 * <p>A store holds one bucket under each {@link BucketKey}: the one with the highest version that
 * was ever written. That makes a write harmless to repeat, and a late one harmless to arrive: so a
 * caller that does not know whether a write came through writes again. A backend that cannot
 * replace in place may keep several and let the highest version win on reading.
 *
 * <p>Narrow buckets are folded into wider ones by one janitor at a time, who holds a {@link Lease}.
 * What has to be folded is {@linkplain Mark marked}; what is too old to be folded lies below a
 * horizon, one for each granularity, and is neither taken nor given.
 *
 * <p>Safe for any number of threads. All methods block and may take long; none is called by a
 * thread that records. All throw {@link StorageException} when the store fails.
 *
 * <pre>{@code
 * store.write(Batch.of(owned));
 * try (BucketCursor found = store.read(BucketQuery.system(Granularity.MINUTE, range, name))) {
 *   found.forEachRemaining(chart::add);
 * }
 * }</pre>
 */
public interface BucketStore {
  /** How far ahead of the store's time a bucket may start. */
  Duration FARTHEST_AHEAD = Duration.ofDays(1);

  /** Which store this is. */
  StoreIdentity identity();

  /**
   * Keeps each bucket of a batch unless one with the same key and the same or a higher version is
   * there, and marks the next coarser windows of them all. All of the batch is kept or nothing is,
   * but for what is {@linkplain Refusal refused}; where that cannot be known, it throws an
   * exception that says to retry. No mark is seen later than the buckets that it stands for.
   *
   * @throws StorageException when the batch was not kept or may not have been
   */
  WriteOutcome write(Batch batch);

  /**
   * Finds buckets. Everything whose write returned before this call is found; what is written
   * meanwhile may be. No bucket is found in part, nor twice.
   */
  BucketCursor read(BucketQuery query);

  /**
   * Finds the buckets of all series that start within a range. The buckets of one series come one
   * after the other, in the order of their starts; the series in any order. As with {@link #read},
   * everything whose write returned before is found.
   */
  BucketCursor readAll(Granularity granularity, TimeRange range);

  /**
   * Adds up the buckets of counters and histograms between borders, all writers together: what any
   * tool could add up, so without sketches. Gauges do not add up over time; theirs are left out. As
   * with {@link #read}, everything whose write returned before is counted, once.
   *
   * <p>Where the store cannot add up by itself, this reads the buckets one by one.
   *
   * @param filter which series
   * @param borders two times or more, ascending, between which the starts of buckets lie: each but
   *     the last begins a stretch
   */
  default StretchCursor totals(
      Granularity granularity, SeriesFilter filter, List<Instant> borders) {
    TimeRange all = new TimeRange(borders.get(0), borders.get(borders.size() - 1));
    return new RowTotals(read(new BucketQuery(granularity, all, filter)), borders);
  }

  /**
   * The series of a filter that the store remembers, in any order.
   *
   * @param most how many to give at most, at least 1
   */
  List<SeriesKey> series(SeriesFilter filter, int most);

  /** The metrics of which the store remembers a series, in the order of their names. */
  List<StoredMetric> metrics(SeriesType type);

  /** The metrics of one tenant, as series keys hold it, in the order of their names. */
  List<StoredMetric> metrics(String tenant);

  /**
   * The marks of windows that start within a range, the oldest windows first.
   *
   * @param target how wide the windows are
   * @param mostWindows how many windows' marks to give, at least 1; a window's marks come all or
   *     not at all
   */
  List<Mark> marks(Granularity target, TimeRange range, int mostWindows);

  /**
   * Puts folded buckets in place of those that {@link WriterId#FOLDED} has in the window, gives
   * them a higher version than these had, marks the next coarser window of them, and lets go of the
   * marks that are done, unless they have another version by now. All of that or nothing.
   *
   * @return whether it was done; if not, because the finer buckets lie below their horizon, no
   *     bucket is changed, and the marks that are done go all the same
   * @throws LeaseLostException when a greater token was seen of this lease
   */
  boolean fold(Lease lease, Fold fold);

  /**
   * Removes buckets of a granularity that start before a time, the oldest first, and moves the
   * horizon to it first. What is not folded yet stays: the horizon stops at the first window that
   * is marked for the next coarser granularity.
   *
   * @param before what starts from here on stays
   * @param most how many buckets to remove at most, at least 1; a store that can let go of all of
   *     them at once, however many they are, does so
   * @throws LeaseLostException when a greater token was seen of this lease
   */
  PurgeOutcome purge(Lease lease, Granularity granularity, Instant before, int most);

  /**
   * Where what is kept of a granularity starts; {@link Instant#MIN} while nothing was ever purged.
   */
  Instant horizon(Granularity granularity);

  /** The horizons of all granularities. */
  default Map<Granularity, Instant> horizons() {
    Map<Granularity, Instant> horizons = new EnumMap<>(Granularity.class);
    for (Granularity each : Granularity.values()) {
      horizons.put(each, horizon(each));
    }
    return horizons;
  }

  /** The starts of the oldest and of the newest bucket of a granularity; empty without any. */
  Optional<StartSpan> span(Granularity granularity);

  /**
   * Removes what a store remembers of series that have no bucket left and in which nothing was
   * written since a time. Other instances may remember a series for an hour: give a time that is a
   * day ago or more.
   *
   * @param most how many series to remove at most, at least 1
   * @return how many went
   * @throws LeaseLostException when a greater token was seen of this lease
   */
  int removeSeries(Lease lease, Instant unseenSince, int most);

  /**
   * Who wrote buckets since a time and had one taken, the one that was seen last first; {@link
   * WriterId#FOLDED} is nobody. None where the store does not note who writes.
   *
   * @param seenSince who was seen last before that is left out; any time, {@link Instant#MIN} too
   * @param most how many to give at most, at least 1
   */
  default List<WriterActivity> writers(Instant seenSince, int most) {
    return List.of();
  }

  /** How many bytes the store takes, about; empty where it cannot know. */
  OptionalLong sizeBytes();

  /**
   * Whether the store folds by itself, as one that merges in the background does; then nobody calls
   * {@link #fold}, and {@link #marks} is empty.
   */
  default boolean foldsByItself() {
    return false;
  }
}
