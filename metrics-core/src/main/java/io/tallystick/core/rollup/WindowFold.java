package io.tallystick.core.rollup;

import io.tallystick.Metrics;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Fold;
import io.tallystick.spi.FoldedBucket;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Mark;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.Refusal;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.TimeRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A window on its way into one wider bucket for each series, in parts that are a transaction each.
 *
 * <p>Only the last part lets go of the marks, so a window that was not finished is folded again,
 * whole, by whoever comes next. The same fold goes on where it was only as long as the marks are
 * those that it began with: then no row has changed since. Where requests are summed up, that is
 * done before the marks go, in a last part of their own. For one thread.
 */
final class WindowFold {
  /** So many series are read at a time, so that a window of very many fits into memory. */
  static final int MOST_READ = 5_000;

  private static final Logger LOGGER = LoggerFactory.getLogger(WindowFold.class);

  private final BucketStore buckets;
  private final HeldLease lease;
  private final SeriesFold seriesFold;
  private final Metrics metrics;
  private final WindowMarks window;
  private final @Nullable WindowRequests requests;

  /** Those that are folded, or cannot be. */
  private final Set<SeriesKey> done = new HashSet<>();

  private boolean isFolded;

  WindowFold(
      BucketStore buckets,
      HeldLease lease,
      SeriesFold seriesFold,
      @Nullable RequestRows requests,
      Metrics metrics,
      WindowMarks window) {
    this.buckets = buckets;
    this.lease = lease;
    this.seriesFold = seriesFold;
    this.metrics = metrics;
    this.window = window;
    this.requests = requests == null ? null : requests.of(window);
  }

  boolean isOf(WindowMarks other) {
    return window.equals(other);
  }

  /** Goes on until the window is done or the turn is over; whether it is done. */
  boolean advance(Turn turn) {
    isFolded = isFolded || fold(turn);
    return isFolded && (requests == null || sumUp(requests, turn));
  }

  /** Folds until nothing is left to fold or the turn is over; whether nothing is. */
  private boolean fold(Turn turn) {
    for (; ; ) {
      List<FoldedBucket> folded = read(turn);
      boolean isAll = folded.size() < MOST_READ;
      if (turn.isStopped()) {
        return false;
      }
      for (int from = 0; from < folded.size() || isAll; from += Fold.MAX_BUCKETS) {
        int to = Math.min(folded.size(), from + Fold.MAX_BUCKETS);
        boolean isLast = isAll && to == folded.size();
        boolean isDone = isLast && requests == null;
        if (!send(folded.subList(from, to), isDone ? window.marks() : Set.of())) {
          giveUp(folded.size() - from);
          return true;
        }
        if (isLast) {
          return true;
        }
        if (turn.isOver()) {
          return false;
        }
      }
    }
  }

  /** The next series that are not done; fewer than {@link #MOST_READ} when these are all. */
  private List<FoldedBucket> read(Turn turn) {
    List<FoldedBucket> folded = new ArrayList<>();
    try (BucketCursor found = buckets.readAll(finer(), range())) {
      WindowRows rows = new WindowRows(found);
      for (List<OwnedBucket> next = rows.nextSeries();
          !next.isEmpty() && folded.size() < MOST_READ && !turn.isStopped();
          next = rows.nextSeries()) {
        add(folded, next);
      }
    }
    return folded;
  }

  private void add(List<FoldedBucket> folded, List<OwnedBucket> ofOneSeries) {
    SeriesKey series = ofOneSeries.get(0).series();
    if (!done.contains(series)) {
      seriesFold.fold(ofOneSeries).ifPresentOrElse(folded::add, () -> done.add(series));
    }
  }

  /** Whether the store took it. */
  private boolean send(List<FoldedBucket> part, Set<Mark> marks) {
    Fold fold = new Fold(window.target(), window.start(), part, List.copyOf(marks));
    boolean isTaken = buckets.fold(lease.current(), fold);
    part.forEach(bucket -> done.add(bucket.series()));
    return isTaken;
  }

  /** Whether the requests' rows are there, and so the marks went. */
  private boolean sumUp(WindowRequests itsRequests, Turn turn) {
    boolean isDone = itsRequests.advance(turn);
    if (isDone) {
      send(List.of(), window.marks());
    }
    return isDone;
  }

  /** The window lies below the horizon: what is there of it is all that will ever be. */
  private void giveUp(int series) {
    if (requests == null) {
      send(List.of(), window.marks());
    }
    metrics.count("tallystick.dropped.count", series, "reason", Refusal.BELOW_HORIZON.id());
    LOGGER.warn(
        "What was written into the window of {} at {} came too late, after a part of it was purged:"
            + " {} series keep their coarser buckets as they are.",
        window.target().id(),
        window.start(),
        series);
  }

  private Granularity finer() {
    return window.target().finer().orElseThrow();
  }

  private TimeRange range() {
    return window.target().bucketRange(window.start(), buckets.identity().zone());
  }
}
