package io.tallystick.core.rollup;

import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.PurgeOutcome;
import java.time.Instant;
import java.util.Optional;

/**
 * Purges buckets, a portion at a time.
 *
 * <p>Finer buckets always go first: where a coarse one is gone, no finer one may come and be folded
 * into it, for then it would take the place of what was purged and nobody would know of the rest.
 */
final class BucketPurge {
  /** So many buckets go in one transaction, which then is short. */
  static final int PORTION = 5_000;

  private final BucketStore buckets;
  private final HeldLease lease;

  BucketPurge(BucketStore buckets, HeldLease lease) {
    this.buckets = buckets;
    this.lease = lease;
  }

  /** Removes one portion of what starts before a time, and what is finer first. */
  PurgeOutcome portion(Granularity granularity, Instant before) {
    Instant bound = before;
    Optional<Granularity> finer = granularity.finer();
    if (finer.isPresent()) {
      PurgeOutcome first = portion(finer.get(), before);
      if (!first.isDone() || first.removed() > 0) {
        return new PurgeOutcome(first.removed(), false, first.horizon());
      }
      bound = first.horizon().isBefore(before) ? first.horizon() : before;
    }
    return buckets.purge(lease.current(), granularity, bound, PORTION);
  }
}
