package io.tallystick.core.flush;

import static java.util.Objects.requireNonNull;

import io.tallystick.GaugeCombination;
import io.tallystick.core.merge.StateMerge;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes one wide bucket of the narrow ones that wait, of one series, one writer and one window;
 * guarded by the monitor of the backlog.
 *
 * <p>A store's readers and its folds add a writer's own wide bucket to what was folded from the
 * narrow ones. The sums stay exact because each sample is in exactly one of the two:
 *
 * <ul>
 *   <li>Only fresh buckets go into a wide one: no version of them was ever handed to the store, so
 *       it can have none of their samples, not even by a write that seemed to fail. They leave the
 *       backlog in the step in which the wide bucket enters it, so they never will be handed over.
 *       What the store may know of stays narrow.
 *   <li>A wide bucket is complete when it is made: its window is final, so no narrow bucket arrives
 *       in it any more, and all that are fresh go into it at once, those of every finer granularity
 *       too. Nothing fresh is left of which a second one could be made. So it has version 1 for
 *       ever, and a repeated write of it is harmless like any other.
 *   <li>A wide bucket is fresh itself until it is offered, and goes into a wider one by the same
 *       rules. If it was offered before, it stays, and the wider one has what was fresh beside it.
 * </ul>
 *
 * <p>Days begin in the store's zone, which is not known while it is away: an hour is the widest.
 */
final class Coarsening {
  private static final List<Granularity> TARGETS =
      List.of(Granularity.FIVE_MINUTES, Granularity.HOUR);

  /** Fewer than two buckets made one take no less room. */
  private static final int WORTH_IT = 2;

  /** A rule is needed, but only the buckets of several writers would show which. */
  private static final GaugeCombination OF_ONE_WRITER = GaugeCombination.LAST;

  private final Windows windows;

  private long coarsened;

  Coarsening(Windows windows) {
    this.windows = windows;
  }

  /** How many buckets went into wider ones. */
  long coarsened() {
    return coarsened;
  }

  /** Makes wide buckets, the oldest first and as narrow as will do, while there is need. */
  void makeRoom(BooleanSupplier isNeeded) {
    for (Granularity target : TARGETS) {
      for (WindowBuckets part : windows.inOrder()) {
        if (!isNeeded.getAsBoolean()) {
          return;
        }
        makeRoom(part, target, isNeeded);
      }
    }
  }

  private void makeRoom(WindowBuckets part, Granularity target, BooleanSupplier isNeeded) {
    if (!part.isExhausted(target) && canWiden(part, target)) {
      widenAll(part, target, WORTH_IT, isNeeded);
      if (isNeeded.getAsBoolean()) {
        part.exhaust(target);
      }
    }
  }

  /**
   * Makes wide buckets of such windows as ask for it.
   *
   * @param isAsking whether a window's buckets must be wider
   * @param most how many series to do at most
   * @return whether there is nothing left to do
   */
  boolean widen(Predicate<Window> isAsking, int most) {
    Budget budget = new Budget(most);
    for (Granularity target : TARGETS) {
      for (WindowBuckets part : windows.inOrder()) {
        boolean isNext = part.window().granularity().coarser().filter(target::equals).isPresent();
        if (isNext && isAsking.test(part.window()) && canWiden(part, target)) {
          widenAll(part, target, 1, budget);
        }
        if (budget.isSpent()) {
          return false;
        }
      }
    }
    return true;
  }

  /** How much may be done in one go. */
  private static final class Budget implements BooleanSupplier {
    private int left;

    Budget(int most) {
      left = most;
    }

    @Override
    public boolean getAsBoolean() {
      left--;
      return !isSpent();
    }

    boolean isSpent() {
      return left < 0;
    }
  }

  private boolean canWiden(WindowBuckets part, Granularity target) {
    Window window = part.window();
    return window.granularity().compareTo(target) < 0
        && part.hasFresh()
        && windows.isFinal(window.within(target));
  }

  private void widenAll(WindowBuckets part, Granularity target, int least, BooleanSupplier goesOn) {
    Window wide = part.window().within(target);
    for (SeriesKey series : part.freshSeries()) {
      if (!goesOn.getAsBoolean()) {
        return;
      }
      widen(wide, series, least);
    }
  }

  /** Makes one bucket of all that is fresh of a series in a window, if there are so many. */
  private void widen(Window wide, SeriesKey series, int least) {
    List<OwnedBucket> fresh = new ArrayList<>();
    long sinceNanos = Long.MAX_VALUE;
    for (Window narrow : wide.parts()) {
      widen(narrow, series, 1);
      WindowBuckets part = windows.get(narrow);
      OwnedBucket bucket = part == null ? null : part.fresh(series);
      if (part != null && bucket != null) {
        fresh.add(bucket);
        sinceNanos = Math.min(sinceNanos, part.sinceNanos());
      }
    }
    if (!fresh.isEmpty() && fresh.size() >= least) {
      replace(fresh, wide, sinceNanos);
    }
  }

  private void replace(List<OwnedBucket> fresh, Window wide, long sinceNanos) {
    BucketState state = merged(fresh);
    if (state == null) {
      return;
    }
    SeriesKey series = fresh.get(0).series();
    int recorded = 0;
    for (OwnedBucket bucket : fresh) {
      recorded += take(bucket);
    }
    Bucket bucket = new Bucket(wide.start(), 1, state);
    windows
        .make(wide, sinceNanos)
        .addFresh(
            new OwnedBucket(series, wide.granularity(), wide.writer(), bucket),
            recorded,
            sinceNanos);
    coarsened += fresh.size();
  }

  private int take(OwnedBucket bucket) {
    WindowBuckets part = requireNonNull(windows.get(Window.of(bucket)));
    int recorded = part.takeFresh(bucket.series());
    windows.removeIfDone(part);
    return recorded;
  }

  /**
   * Null when a state cannot be read: then the buckets stay as they are and are not tried again.
   */
  private @Nullable BucketState merged(List<OwnedBucket> fresh) {
    try {
      return StateMerge.merge(fresh, OF_ONE_WRITER);
    } catch (RuntimeException unreadable) {
      fresh.forEach(
          bucket -> requireNonNull(windows.get(Window.of(bucket))).offer(bucket.series()));
      return null;
    }
  }
}
