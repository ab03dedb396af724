package io.tallystick.core.rollup;

import io.tallystick.spi.Granularity;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How folding and purging were going when a janitor last looked.
 *
 * <pre>{@code
 * if (janitor.status().lastFailure() != null) {
 *   warn(janitor.status().lastFailure());
 * }
 * }</pre>
 *
 * @param isHolder whether this janitor had the lease and so did the work
 * @param lastSweep when it swept last, in the store's time; null before
 * @param waitingWindow where the oldest window starts that was to be folded and had to wait for the
 *     next sweep; null when none had to, or when another janitor folds
 * @param waitingTarget into what it is to be folded; null when no window waits
 * @param waitsForClock whether nothing is purged because the clock was not steady
 * @param lastFailure why the last sweep failed; null when it did not
 * @param sizeBytes how large the store is, about; empty where nobody knows
 * @param shedBuckets how many buckets went because the store was too large
 */
public record JanitorStatus(
    boolean isHolder,
    @Nullable Instant lastSweep,
    @Nullable Instant waitingWindow,
    @Nullable Granularity waitingTarget,
    boolean waitsForClock,
    @Nullable String lastFailure,
    OptionalLong sizeBytes,
    long shedBuckets) {
  /** The status of a janitor that has not swept yet. */
  public static final JanitorStatus NOT_YET =
      new JanitorStatus(false, null, null, null, false, null, OptionalLong.empty(), 0);
}
