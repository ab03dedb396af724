package io.tallystick.core.flush;

import static java.util.Objects.requireNonNull;

import io.tallystick.core.aggregate.Moment;
import io.tallystick.spi.Batch;
import io.tallystick.spi.BucketKey;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.Refusal;
import io.tallystick.spi.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Buckets that wait for the store, one state each: a newer version takes the place of an older one.
 *
 * <p>Past its bound it first forgets what it keeps in case that the store is lost, then lets {@link
 * Coarsening} make room, and only then gives up the oldest, which it counts. A bucket of the open
 * window that went is counted when the window closes, unless it came again: it is absolute, so the
 * later one has all that the earlier had.
 *
 * <p>Any thread may call; nothing is called under the monitor that could wait.
 */
final class Backlog {
  /** How many series are coarsened in one hold of the monitor, for which a tick may wait. */
  private static final int SERIES_AT_ONCE = 250;

  private final Room room;
  private final Map<Granularity, Duration> retention;
  private final Losses losses;
  private final Windows windows;
  private final Coarsening coarsening;

  /** The newest window of which something is being written: it may be stored already. */
  private @Nullable Window inFlight;

  /**
   * Makes an empty backlog.
   *
   * @param limitBytes how much memory it may take
   * @param retention how long the store keeps buckets, without the granularities kept for ever
   */
  Backlog(long limitBytes, Map<Granularity, Duration> retention, Losses losses) {
    this.room = new Room(limitBytes);
    this.retention = Map.copyOf(retention);
    this.losses = losses;
    this.windows = new Windows(room, losses);
    this.coarsening = new Coarsening(windows);
  }

  /**
   * Takes buckets of one window.
   *
   * @param isFinal whether nothing more will come of the window
   */
  synchronized void offer(List<OwnedBucket> buckets, boolean isFinal, Moment now) {
    for (OwnedBucket bucket : buckets) {
      windows.arrive(Window.of(bucket), now.elapsedNanos()).put(bucket, now.elapsedNanos());
    }
    makeRoom();
    if (isFinal) {
      windows.close();
    }
  }

  private void makeRoom() {
    if (room.isOver()) {
      forgetConfirmed();
      coarsening.makeRoom(room::isOver);
      giveUp();
    }
  }

  private void forgetConfirmed() {
    for (WindowBuckets window : windows.inOrder()) {
      if (room.isOver()) {
        window.forgetConfirmed();
      }
    }
  }

  private void giveUp() {
    for (WindowBuckets window : windows.inOrder()) {
      boolean alsoOffered = !isInFlight(window.window());
      boolean isLeft = true;
      while (room.isOver() && isLeft) {
        isLeft = window.loseOne(alsoOffered, DropReason.BACKLOG_FULL, losses);
      }
      windows.removeIfDone(window);
    }
  }

  private boolean isInFlight(Window window) {
    return inFlight != null && window.compareTo(inFlight) <= 0;
  }

  /**
   * The oldest buckets. They stay until they are confirmed, and none of them is given up before the
   * next call or {@link #release}; from now on the store may know them.
   *
   * @param most how many at most
   * @param passedOver how many of the oldest to leave out
   */
  synchronized Batch next(int most, int passedOver) {
    release();
    List<OwnedBucket> oldest = inOrder().skip(passedOver).limit(most).toList();
    for (OwnedBucket bucket : oldest) {
      inFlight = Window.of(bucket);
      at(bucket).offer(bucket.series());
    }
    return new Batch(oldest);
  }

  /** What waits of some series. */
  synchronized List<OwnedBucket> waiting(Predicate<SeriesKey> wanted) {
    return inOrder().filter(bucket -> wanted.test(bucket.series())).toList();
  }

  private Stream<OwnedBucket> inOrder() {
    return windows.inOrder().stream().flatMap(WindowBuckets::inOrder);
  }

  /** Nothing is being written any more. */
  synchronized void release() {
    inFlight = null;
  }

  /** The store has taken a batch, but for what it refused; newer versions wait on. */
  synchronized void confirm(Batch batch, Map<BucketKey, Refusal> refused) {
    for (OwnedBucket bucket : batch.buckets()) {
      Refusal refusal = refused.isEmpty() ? null : refused.get(bucket.key());
      if (refusal == null) {
        at(bucket).confirm(bucket);
      } else {
        at(bucket).lose(bucket, DropReason.of(refusal), losses);
      }
    }
    windows.inOrder().forEach(windows::removeIfDone);
  }

  /** Lets buckets go that the store never takes. */
  synchronized void setAside(List<OwnedBucket> buckets) {
    buckets.forEach(bucket -> at(bucket).lose(bucket, DropReason.REFUSED_BY_STORE, losses));
    windows.inOrder().forEach(windows::removeIfDone);
  }

  /** The window of what was handed out, which stays until that is confirmed or lost. */
  private WindowBuckets at(OwnedBucket bucket) {
    return requireNonNull(windows.get(Window.of(bucket)));
  }

  /** Lets wait again what a store had confirmed that is lost, of windows that are not done. */
  synchronized int rewrite() {
    return windows.inOrder().stream().mapToInt(WindowBuckets::rewrite).sum();
  }

  /**
   * Gets ready for a write: coarsens what is so old that the store might not fold it before it is
   * purged, and gives up what it would purge at once. A part at a time, so that nobody waits long.
   */
  void age(Moment now) {
    boolean isDone = false;
    while (!isDone) {
      isDone = coarsenOld(now);
    }
    expire(now);
  }

  private synchronized boolean coarsenOld(Moment now) {
    return coarsening.widen(window -> isOld(window, now), SERIES_AT_ONCE);
  }

  private boolean isOld(Window window, Moment now) {
    Duration kept = retention.get(window.granularity());
    return kept != null
        && window.start().isBefore(Instant.ofEpochMilli(now.wallMillis()).minus(kept.dividedBy(2)));
  }

  private synchronized void expire(Moment now) {
    for (WindowBuckets window : windows.inOrder()) {
      boolean isLeft = isExpired(window, now);
      while (isLeft) {
        isLeft = window.loseOne(true, DropReason.EXPIRED, losses);
      }
      windows.removeIfDone(window);
    }
  }

  /** By both clocks, so that a leap of one of them drops nothing. */
  private boolean isExpired(WindowBuckets window, Moment now) {
    Duration kept = retention.get(window.window().granularity());
    if (kept == null) {
      return false;
    }
    long waitedMillis = TimeUnit.NANOSECONDS.toMillis(now.elapsedNanos() - window.sinceNanos());
    Instant before = Instant.ofEpochMilli(now.wallMillis()).minus(kept);
    return waitedMillis > kept.toMillis() && window.window().start().isBefore(before);
  }

  /** Gives up all that waits; how many buckets were recorded of which that was made. */
  synchronized int giveUpAll() {
    int lost = windows.inOrder().stream().mapToInt(WindowBuckets::recorded).sum();
    windows.close();
    losses.add(DropReason.CLOSED, lost);
    return lost;
  }

  synchronized int size() {
    return windows.inOrder().stream().mapToInt(WindowBuckets::waiting).sum();
  }

  /** How long the oldest window has waited without a pause of which something waits; 0 if none. */
  synchronized long lagNanos(Moment now) {
    return windows.inOrder().stream()
        .flatMapToLong(window -> window.waitingSinceNanos().stream())
        .map(sinceNanos -> Math.max(0, now.elapsedNanos() - sinceNanos))
        .max()
        .orElse(0);
  }

  synchronized long bytes() {
    return room.bytes();
  }

  synchronized long coarsened() {
    return coarsening.coarsened();
  }
}
