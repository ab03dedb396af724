package io.tallystick.core.rollup;

import io.tallystick.spi.ControlRecord;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.RequestTable;
import io.tallystick.spi.StorageBackend;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Lets go of what is older than it is kept: in rounds, each of them in portions that are spread
 * over as many sweeps as they need. For one thread.
 */
final class Purging {
  /**
   * A round begins so long after the one before began, so that each comes to its end in an hour.
   */
  static final Duration ROUND = Duration.ofMinutes(30);

  /** A series without buckets is remembered for so long after it was seen. */
  static final Duration KEEPS_SERIES = Duration.ofDays(2);

  private static final int SERIES_AT_ONCE = 1_000;

  private final StorageBackend storage;
  private final HeldLease lease;
  private final JanitorSettings settings;
  private final LongSupplier elapsedNanos;
  private final BucketPurge bucketPurge;

  /** Each removes a portion and tells whether nothing is left of its kind. */
  private final Deque<BooleanSupplier> left = new ArrayDeque<>();

  private boolean hasBegun;
  private long begunNanos;

  Purging(
      StorageBackend storage,
      HeldLease lease,
      JanitorSettings settings,
      BucketPurge bucketPurge,
      LongSupplier elapsedNanos) {
    this.storage = storage;
    this.lease = lease;
    this.settings = settings;
    this.bucketPurge = bucketPurge;
    this.elapsedNanos = elapsedNanos;
  }

  /**
   * Removes portions until the round is done or the turn is over, but at least one. What fails is
   * left to the next round, so that it does not keep the others waiting.
   */
  void purge(Instant now, Turn turn) {
    if (left.isEmpty() && isDue()) {
      begin(now);
    }
    do {
      BooleanSupplier next = turn.isStopped() ? null : left.poll();
      if (next == null) {
        return;
      }
      if (!next.getAsBoolean()) {
        left.addFirst(next);
      }
    } while (!turn.isOver());
  }

  private boolean isDue() {
    return !hasBegun || elapsedNanos.getAsLong() - begunNanos >= ROUND.toNanos();
  }

  private void begin(Instant now) {
    hasBegun = true;
    begunNanos = elapsedNanos.getAsLong();
    for (Granularity granularity : Granularity.values()) {
      ifNotForever(
          settings.keeps(granularity),
          time -> left.add(() -> purge(granularity, bound(granularity, now.minus(time)))));
    }
    storage.requests().ifPresent(this::beginRequests);
    ifNotForever(settings.points(), time -> left.add(() -> purgePoints(now.minus(time))));
    for (ControlRecord kind : ControlRecord.values()) {
      ifNotForever(
          settings.records().getOrDefault(kind, JanitorSettings.FOREVER),
          time -> left.add(() -> purge(kind, now.minus(time))));
    }
    left.add(() -> removeSeries(now.minus(KEEPS_SERIES)));
  }

  private static void ifNotForever(Duration time, Consumer<Duration> action) {
    if (!time.equals(JanitorSettings.FOREVER)) {
      action.accept(time);
    }
  }

  /** Whole windows go, so that of no wider bucket a part of what it was made of is gone. */
  private Instant bound(Granularity granularity, Instant before) {
    return granularity
        .coarser()
        .map(coarser -> coarser.bucketStart(before, storage.buckets().identity().zone()))
        .orElse(before);
  }

  private boolean purge(Granularity granularity, Instant before) {
    return bucketPurge.portion(granularity, before).isDone();
  }

  /** Also where they are not wanted any more, so that those of before go in time. */
  private void beginRequests(RequestTable table) {
    for (Granularity granularity : Granularity.values()) {
      left.add(() -> purge(table, granularity));
    }
  }

  /** A row is kept for as long as the buckets that it was made of. */
  private boolean purge(RequestTable table, Granularity granularity) {
    Instant horizon = storage.buckets().horizon(granularity);
    int most = BucketPurge.PORTION;
    return horizon.equals(Instant.MIN)
        || table.purge(lease.current(), granularity, horizon, most) < most;
  }

  private boolean purgePoints(Instant before) {
    int most = BucketPurge.PORTION;
    return storage.points().purge(lease.current(), before, most) < most;
  }

  private boolean purge(ControlRecord kind, Instant before) {
    int most = BucketPurge.PORTION;
    return storage.control().purge(lease.current(), kind, before, most) < most;
  }

  private boolean removeSeries(Instant unseenSince) {
    int removed = storage.buckets().removeSeries(lease.current(), unseenSince, SERIES_AT_ONCE);
    return removed < SERIES_AT_ONCE;
  }

  /** Begins anew the next time. */
  void forget() {
    left.clear();
    hasBegun = false;
  }
}
