package io.tallystick.spi;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Folds and purges a store of counters as a janitor does, by the store's own doors alone. */
final class SampleJanitor {
  /** Wider than any test's times. */
  static final TimeRange EVER =
      new TimeRange(Instant.parse("1900-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"));

  private static final int WINDOWS = 100;

  /** So many steps are enough for every test, so a store that never gets ready is noticed. */
  private static final int MOST_STEPS = 10_000;

  private final BucketStore store;
  private final Lease lease;

  SampleJanitor(BucketStore store, Lease lease) {
    this.store = store;
    this.lease = lease;
  }

  /** Folds until nothing is marked, from fine to coarse. */
  void foldAll() {
    for (Granularity target : Granularity.values()) {
      if (target.finer().isPresent()) {
        foldAll(target);
      }
    }
  }

  private void foldAll(Granularity target) {
    for (int step = 0; step < MOST_STEPS; step++) {
      if (foldSome(target) == 0) {
        return;
      }
    }
    throw new AssertionError("The marks for %s do not go.".formatted(target.id()));
  }

  /** Folds windows that are marked now, and says how many there were. */
  int foldSome(Granularity target) {
    Map<Instant, List<Mark>> byWindow =
        store.marks(target, EVER, WINDOWS).stream()
            .collect(groupingBy(Mark::window, TreeMap::new, toList()));
    byWindow.forEach((window, marks) -> fold(target, window, marks));
    return byWindow.size();
  }

  /** In parts, of which the last is done with the marks. */
  private void fold(Granularity target, Instant window, List<Mark> marks) {
    List<FoldedBucket> folded = sums(target, window);
    while (folded.size() > Fold.MAX_BUCKETS) {
      List<FoldedBucket> part = folded.subList(0, Fold.MAX_BUCKETS);
      store.fold(lease, new Fold(target, window, part, List.of()));
      part.clear();
    }
    store.fold(lease, new Fold(target, window, folded, marks));
  }

  private List<FoldedBucket> sums(Granularity target, Instant window) {
    TimeRange range = target.bucketRange(window, store.identity().zone());
    Map<SeriesKey, Long> wholes = new LinkedHashMap<>();
    try (BucketCursor found = store.readAll(target.finer().orElseThrow(), range)) {
      found.forEachRemaining(owned -> wholes.merge(owned.series(), whole(owned), Long::sum));
    }
    List<FoldedBucket> folded = new ArrayList<>();
    wholes.forEach(
        (series, whole) -> folded.add(new FoldedBucket(series, CounterState.ofWhole(whole))));
    return folded;
  }

  private static long whole(OwnedBucket owned) {
    return ((CounterState) owned.bucket().state()).whole();
  }

  /** Purges until it is done, a few buckets at a time, and says how many went. */
  int purgeAll(Granularity granularity, Instant before, int most) {
    int removed = 0;
    for (int step = 0; step < MOST_STEPS; step++) {
      PurgeOutcome outcome = store.purge(lease, granularity, before, most);
      removed += outcome.removed();
      if (outcome.isDone()) {
        return removed;
      }
    }
    throw new AssertionError("The purge of %s gets nowhere.".formatted(granularity.id()));
  }
}
