package io.tallystick.store.jdbc;

import static java.util.Objects.requireNonNull;

import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketKey;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which buckets of a store are copied into another one.
 *
 * <p>A target in which nobody wrote but a copy of the same source becomes what the source is, with
 * what was folded too. In one that others wrote to, what was folded of the same window in both may
 * be of different samples. So there a window is left to the target to fold as long as it can, which
 * the finer buckets see to that are copied and leave their marks; where it cannot any more, a
 * folded bucket is added if there is none, and never takes the place of another.
 *
 * @param writers whose buckets are copied
 * @param series how many series the source has
 * @param portion how many buckets or points go in one transaction
 * @param isInUse whether others wrote to the target
 * @param horizons where what is copied of each granularity starts
 */
record CopyPlan(
    Set<WriterId> writers,
    long series,
    int portion,
    boolean isInUse,
    Map<Granularity, Instant> horizons) {
  /** Where what is copied of a granularity starts; below, the target keeps nothing. */
  private Instant horizon(Granularity granularity) {
    return requireNonNull(horizons.get(granularity));
  }

  /** All that is copied of a granularity lies in it; empty when there is nothing. */
  Optional<TimeRange> range(BucketStore source, Granularity granularity) {
    Instant horizon = horizon(granularity);
    return source
        .span(granularity)
        .filter(starts -> !starts.newest().isBefore(horizon))
        .map(
            starts ->
                new TimeRange(
                    starts.oldest().isBefore(horizon) ? horizon : starts.oldest(),
                    starts.newest().plus(granularity.width())));
  }

  /** Whether the target is to have a bucket as the source has it; asked about both. */
  boolean isCopied(OwnedBucket owned) {
    return owned.writer().equals(WriterId.FOLDED)
        ? !isLeftToFold(owned)
        : writers.contains(owned.writer());
  }

  private boolean isLeftToFold(OwnedBucket folded) {
    Optional<Granularity> finer = folded.granularity().finer();
    return isInUse && finer.isPresent() && !folded.bucket().start().isBefore(horizon(finer.get()));
  }

  /** Whether what the target has under a key may be of its own samples, so that it stays. */
  boolean mayBeTargetsOwn(BucketKey key) {
    return isInUse && key.writer().equals(WriterId.FOLDED);
  }

  /** With the least version, a bucket never takes the place of one that is there. */
  OwnedBucket asWritten(OwnedBucket owned) {
    if (!mayBeTargetsOwn(owned.key())) {
      return owned;
    }
    Bucket first = new Bucket(owned.bucket().start(), 1, owned.bucket().state());
    return new OwnedBucket(owned.series(), owned.granularity(), owned.writer(), first);
  }
}
