package io.tallystick.core.rollup;

import io.tallystick.GaugeCombination;
import io.tallystick.Metrics;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.LeaseLostException;
import io.tallystick.spi.StartSpan;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds fine history into coarse and lets go of what is old, unless another janitor of the same
 * store does: one at a time holds the lease.
 *
 * <p>A window is folded when it is marked and over, and again whenever it is marked again. Nothing
 * is purged before it is folded, nor while the store's clock is in doubt. What fails is said once
 * and tried again later; no method throws.
 *
 * <p>One thread looks and sweeps; {@link #stop}, {@link #status} and {@link #lease} are for any,
 * {@link #release} for whichever is the last.
 *
 * <pre>{@code
 * janitor.look(); // before anything is written
 * flusher.flush();
 * janitor.sweep();
 * }</pre>
 */
public final class Janitor {
  private static final Logger LOGGER = LoggerFactory.getLogger(Janitor.class);

  /** What folding leaves of a sweep is for purging, however much there is to fold. */
  private static final double PART_FOR_FOLDING = 0.75;

  private final StorageBackend storage;
  private final BucketStore buckets;
  private final JanitorSettings settings;
  private final LongSupplier elapsedNanos;
  private final HeldLease lease;
  private final Folding folding;
  private final Purging purging;
  private final SizeCap sizeCap;
  private final ClockGuard clock = new ClockGuard();
  private final Failures failures;
  private boolean hasLooked;
  private @Nullable Instant lastSweep;
  private volatile boolean isStopped;

  /** Whether somebody who asked for the lease beside the sweep found it lost. */
  private volatile boolean isLost;

  private volatile JanitorStatus status = JanitorStatus.NOT_YET;

  /**
   * Makes a janitor.
   *
   * @param storage what it sweeps
   * @param holder for whom it takes the lease; no other janitor has the same
   * @param settings what is kept for how long
   * @param rules how the gauge of a name is combined over writers
   * @param metrics where it counts what it does
   * @param elapsedNanos a clock that only goes on
   */
  public Janitor(
      StorageBackend storage,
      WriterId holder,
      JanitorSettings settings,
      Function<String, GaugeCombination> rules,
      Metrics metrics,
      LongSupplier elapsedNanos) {
    this.storage = storage;
    this.buckets = storage.buckets();
    this.settings = settings;
    this.elapsedNanos = elapsedNanos;
    lease = new HeldLease(storage.control(), holder, settings.leaseTime(), elapsedNanos);
    SeriesFold seriesFold = new SeriesFold(rules, metrics);
    RequestRows requests =
        settings.sumsUpRequests() ? RequestRows.of(storage, lease, metrics).orElse(null) : null;
    folding = new Folding(buckets, lease, seriesFold, requests, metrics, elapsedNanos);
    BucketPurge bucketPurge = new BucketPurge(buckets, lease);
    purging = new Purging(storage, lease, settings, bucketPurge, elapsedNanos);
    sizeCap = new SizeCap(buckets, bucketPurge, settings.mostBytes(), metrics, elapsedNanos);
    failures = new Failures(elapsedNanos);
  }

  /**
   * Looks, once, at how new the newest bucket is: a store whose newest one is older than it would
   * be kept was left alone for long, or the clock is wrong. To be called before anything is
   * written; later nobody can tell.
   */
  public void look() {
    if (!hasLooked) {
      hasLooked = true;
      try {
        doubtIfOld(storage.control().now());
      } catch (RuntimeException away) {
        clock.doubt("the store could not be asked how old it is", elapsedNanos.getAsLong());
      }
    }
  }

  private void doubtIfOld(Instant now) {
    Optional<Instant> newest =
        Stream.of(Granularity.values())
            .flatMap(granularity -> buckets.span(granularity).stream())
            .map(StartSpan::newest)
            .max(Instant::compareTo);
    Duration shortest = settings.keeps(Granularity.MINUTE);
    if (newest.isPresent() && Duration.between(newest.get(), now).compareTo(shortest) > 0) {
      clock.doubt(
          "the newest bucket starts at %s, and it is %s".formatted(newest.get(), now),
          elapsedNanos.getAsLong());
    }
  }

  /** Folds and purges for about the time of the settings; nothing while another janitor does. */
  public void sweep() {
    if (isStopped || failures.isPausing()) {
      return;
    }
    try {
      look();
      sweepOnce();
      failures.over();
    } catch (LeaseLostException lost) {
      LOGGER.warn("Another janitor took over while this one was held up: {}", lost.getMessage());
      leaveToOthers();
    } catch (RuntimeException failure) {
      failures.add(failure);
      folding.forget();
    }
    publish();
  }

  private void sweepOnce() {
    Instant now = storage.control().now();
    lastSweep = now;
    clock.see(now, elapsedNanos.getAsLong());
    sizeCap.measure();
    if (isLost) {
      isLost = false;
      leaveToOthers();
    }
    if (!lease.take()) {
      leaveToOthers();
      return;
    }
    Turn turn = new Turn(elapsedNanos, () -> isStopped, settings.sweepTime());
    if (!buckets.foldsByItself()) {
      folding.fold(now, turn.firstPart(PART_FOR_FOLDING));
    }
    if (clock.isSteady()) {
      purging.purge(now, turn);
    } else {
      purging.forget(); // its bounds were reckoned with a time that is in doubt
    }
    sizeCap.shed(turn);
  }

  private void leaveToOthers() {
    lease.forget();
    folding.forget();
    purging.forget();
  }

  private void publish() {
    WindowMarks waiting = folding.waiting();
    status =
        new JanitorStatus(
            lease.isHeld(),
            lastSweep,
            waiting == null ? null : waiting.start(),
            waiting == null ? null : waiting.target(),
            !clock.isSteady(),
            failures.last(),
            sizeCap.sizeBytes(),
            sizeCap.shedBuckets());
  }

  /**
   * The lease, for whatever else one instance at a time does to a store; empty while another
   * instance has it. Taken or renewed where that is to be done, which asks the store. For any
   * thread.
   *
   * @throws io.tallystick.spi.StorageException when the store fails
   */
  public Optional<Lease> lease() {
    if (isStopped) {
      return Optional.empty();
    }
    try {
      return lease.currentOrNone();
    } catch (LeaseLostException lost) {
      isLost = true; // another may have swept: what a sweep remembers is not so any more
      LOGGER.debug("Another instance took over: {}", lost.getMessage());
      return Optional.empty();
    }
  }

  /** How it was going at the end of the last sweep. */
  public JanitorStatus status() {
    return status;
  }

  /** Lets the sweep that runs come back after its transaction, and no other begin. */
  public void stop() {
    isStopped = true;
  }

  /** Lets another janitor take over at once; this one sweeps no more. */
  public void release() {
    stop();
    try {
      lease.release();
    } catch (RuntimeException away) {
      LOGGER.info("The janitor's lease was not released and ends by itself: {}", away.toString());
    }
  }
}
