package io.tallystick.store.jdbc;

import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketKey;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Brings the buckets of one granularity from a store into another one, a stretch of time at a time,
 * and compares what is there then.
 *
 * <p>A stretch is read in both stores first, and only what is missing or different is written. So
 * what an earlier run did is neither done again nor remembered anywhere, and it does not matter
 * where that one ended: a bucket is absolute, and the target keeps the one of the highest version,
 * so that one which was written before, or whose write was confirmed to nobody, is not there twice.
 *
 * <p>For one thread.
 */
final class BucketCopy {
  private static final int BUCKETS_A_STRETCH = 100_000;
  private static final int FEWEST_STEPS = 4;
  private static final int MOST_STEPS = 1_440;

  private final BucketStore source;
  private final BucketStore target;
  private final CopyPlan plan;
  private final Granularity granularity;
  private final Duration stretchTime;
  private final Optional<TimeRange> whole;
  private final CopiedBuckets outcome;

  BucketCopy(BucketStore source, BucketStore target, CopyPlan plan, Granularity granularity) {
    this.source = source;
    this.target = target;
    this.plan = plan;
    this.granularity = granularity;
    this.stretchTime = granularity.width().multipliedBy(steps(plan.series()));
    this.whole = plan.range(source, granularity);
    this.outcome = new CopiedBuckets(granularity);
  }

  /** As many steps as fit into memory, also where several writers have a bucket of each series. */
  private static long steps(long series) {
    long steps = BUCKETS_A_STRETCH / Math.max(1, series);
    return Math.max(FEWEST_STEPS, Math.min(MOST_STEPS, steps));
  }

  /** All that is copied lies in it; empty when there is nothing. */
  Optional<TimeRange> whole() {
    return whole;
  }

  /**
   * Copies what there is.
   *
   * @param progress is told after each stretch where it ended
   */
  CopiedBuckets run(BiConsumer<Instant, CopiedBuckets> progress) {
    whole.ifPresent(all -> run(all, progress));
    return outcome;
  }

  private void run(TimeRange all, BiConsumer<Instant, CopiedBuckets> progress) {
    Instant from = all.from();
    while (from.isBefore(all.to())) {
      Instant end = from.plus(stretchTime);
      Instant to = end.isBefore(all.to()) ? end : all.to();
      copy(new TimeRange(from, to));
      progress.accept(to, outcome);
      from = to;
    }
  }

  private void copy(TimeRange stretch) {
    CopiedStretch copied = new CopiedStretch(target, plan, outcome, contents(stretch));
    try (BucketCursor found = source.readAll(granularity, stretch)) {
      while (found.hasNext()) {
        outcome.read();
        copied.bring(found.next());
      }
    }
    copied.end();
    Tally wanted = copied.wanted();
    outcome.compared(
        stretch, wanted, copied.isAsItWas() ? wanted : tally(stretch, copied.targetsOwn()));
  }

  /** What the target has of what is copied. */
  private Map<BucketKey, Long> contents(TimeRange stretch) {
    Map<BucketKey, Long> contents = new HashMap<>();
    forEachInTarget(stretch, owned -> contents.put(owned.key(), Fingerprint.ofContent(owned)));
    return contents;
  }

  private Tally tally(TimeRange stretch, Set<BucketKey> others) {
    Tally tally = new Tally();
    forEachInTarget(
        stretch,
        owned -> {
          if (!others.contains(owned.key())) {
            tally.add(owned, Fingerprint.ofContent(owned));
          }
        });
    return tally;
  }

  private void forEachInTarget(TimeRange stretch, Consumer<OwnedBucket> action) {
    try (BucketCursor found = target.readAll(granularity, stretch)) {
      found.forEachRemaining(
          owned -> {
            if (plan.isCopied(owned)) {
              action.accept(owned);
            }
          });
    }
  }
}
