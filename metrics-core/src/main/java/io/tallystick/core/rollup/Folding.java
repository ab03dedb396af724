package io.tallystick.core.rollup;

import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Mark;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Folds every window that is marked and over: the finest targets first, because what they make is
 * what the next ones read, and of each target the oldest first. For one thread.
 */
final class Folding {
  /** So long after its end a window is taken to be over for every writer. */
  static final Duration GRACE = Duration.ofSeconds(30);

  /** No bucket starts earlier. */
  static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  /** After so long a window is tried again that the store would not fold. */
  static final Duration TRIED_AGAIN = Duration.ofMinutes(30);

  private static final int WINDOWS_AT_ONCE = 24;

  private final BucketStore buckets;
  private final HeldLease lease;
  private final SeriesFold seriesFold;
  private final @Nullable RequestRows requests;
  private final Metrics metrics;
  private final LongSupplier elapsedNanos;

  /** Windows that the store will not fold, until they are tried again. */
  private final Set<WindowMarks> setAside = new HashSet<>();

  private @Nullable WindowFold begun;
  private @Nullable WindowMarks waiting;
  private boolean hasFolded;
  private long setAsideNanos;

  /**
   * Makes one that has folded nothing yet.
   *
   * @param requests sums up the requests of what was folded, null where nobody wants that
   */
  Folding(
      BucketStore buckets,
      HeldLease lease,
      SeriesFold seriesFold,
      @Nullable RequestRows requests,
      Metrics metrics,
      LongSupplier elapsedNanos) {
    this.buckets = buckets;
    this.lease = lease;
    this.seriesFold = seriesFold;
    this.requests = requests;
    this.metrics = metrics;
    this.elapsedNanos = elapsedNanos;
  }

  /** Folds until nothing is left or the turn is over, but at least one part of a window. */
  void fold(Instant now, Turn turn) {
    waiting = null;
    hasFolded = false;
    if (elapsedNanos.getAsLong() - setAsideNanos >= TRIED_AGAIN.toNanos()) {
      setAside.clear();
    }
    for (Granularity target : Granularity.values()) {
      if (target.finer().isPresent() && waiting == null) {
        waiting = foldInto(target, now, turn);
      }
    }
  }

  /** The oldest window that had to wait, or null. */
  private @Nullable WindowMarks foldInto(Granularity target, Instant now, Turn turn) {
    Instant open = target.bucketStart(now.minus(GRACE), buckets.identity().zone());
    Instant from = EARLIEST;
    while (from.isBefore(open)) {
      List<Mark> marks = buckets.marks(target, new TimeRange(from, open), WINDOWS_AT_ONCE);
      for (WindowMarks window : WindowMarks.of(target, marks)) {
        boolean isTime = !turn.isStopped() && !(turn.isOver() && hasFolded);
        if (!isTime || !isDoneOrSetAside(window, turn)) {
          return window;
        }
        from = window.start().plusMillis(1);
      }
      if (marks.isEmpty()) {
        return null;
      }
    }
    return null;
  }

  private boolean isDoneOrSetAside(WindowMarks window, Turn turn) {
    if (setAside.contains(window)) {
      return true;
    }
    long startNanos = elapsedNanos.getAsLong();
    try {
      return fold(window, turn);
    } catch (StorageException failure) {
      if (!failure.canRetry()) {
        setAside.add(window); // else it would keep all others waiting
        setAsideNanos = elapsedNanos.getAsLong();
      }
      throw failure;
    } finally {
      measure(window.target(), elapsedNanos.getAsLong() - startNanos);
    }
  }

  private void measure(Granularity target, long nanos) {
    metrics.duration("tallystick.rollup.duration_ms", nanos, Tags.of("granularity", target.id()));
  }

  private boolean fold(WindowMarks window, Turn turn) {
    WindowFold fold = begun;
    if (fold == null || !fold.isOf(window)) {
      fold = new WindowFold(buckets, lease, seriesFold, requests, metrics, window);
    }
    begun = fold;
    hasFolded = true;
    boolean isDone = fold.advance(turn);
    begun = isDone ? null : fold;
    return isDone;
  }

  /** Forgets how far a window came, because another may work on it. */
  void forget() {
    begun = null;
    waiting = null;
  }

  @Nullable WindowMarks waiting() {
    return waiting;
  }
}
