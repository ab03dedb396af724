package io.tallystick.benchmarks.memory;

import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.testing.ForwardingBackend;
import io.tallystick.core.testing.ForwardingBuckets;
import io.tallystick.spi.Batch;
import io.tallystick.spi.BucketKey;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.WriteOutcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The backend that a runtime has unless told otherwise, and the sum of all that it ever got of a
 * flood: of each bucket the newest version.
 *
 * <p>Two minutes are kept bucket by bucket; of what is older only the sum, so that looking takes
 * little memory itself. A bucket that comes later than that is counted as late.
 */
final class SummedBackend extends ForwardingBackend {
  private static final int MINUTES_KEPT = 2;

  private final BucketStore summed =
      new ForwardingBuckets(super.buckets()) {
        @Override
        public WriteOutcome write(Batch batch) {
          WriteOutcome outcome = super.write(batch);
          take(batch);
          return outcome;
        }
      };
  private final NavigableMap<Instant, Map<BucketKey, Version>> minutes = new TreeMap<>();
  private Recorded settled = Recorded.NOTHING;
  private Instant settledUntil = Instant.MIN;
  private long lateBuckets;

  SummedBackend() {
    super(InMemoryBackend.create());
  }

  @Override
  public BucketStore buckets() {
    return summed;
  }

  private synchronized void take(Batch batch) {
    batch.buckets().stream()
        .filter(owned -> Flood.isOfAFlood(owned.series().name()))
        .forEach(this::take);
    while (minutes.size() > MINUTES_KEPT) {
      Map.Entry<Instant, Map<BucketKey, Version>> oldest = minutes.pollFirstEntry();
      settled = settled.and(sum(oldest.getValue()));
      settledUntil = oldest.getKey();
    }
  }

  private void take(OwnedBucket owned) {
    Instant start = owned.bucket().start();
    if (!start.isAfter(settledUntil)) {
      lateBuckets++;
      return;
    }
    Version now = new Version(owned.bucket().version(), recorded(owned.bucket().state()));
    minutes
        .computeIfAbsent(start, first -> new HashMap<>())
        .merge(owned.key(), now, (one, other) -> one.number() > other.number() ? one : other);
  }

  private static Recorded recorded(BucketState state) {
    if (state instanceof HistogramState histogram) {
      return new Recorded(histogram.count(), histogram.sum());
    }
    return state instanceof CounterState counter
        ? new Recorded(0, counter.sum())
        : Recorded.NOTHING;
  }

  private static Recorded sum(Map<BucketKey, Version> minute) {
    return minute.values().stream().map(Version::recorded).reduce(Recorded.NOTHING, Recorded::and);
  }

  /** What it got so far. */
  synchronized Recorded recorded() {
    return minutes.values().stream().map(SummedBackend::sum).reduce(settled, Recorded::and);
  }

  /** How many buckets came too late to be summed up. */
  synchronized long lateBuckets() {
    return lateBuckets;
  }

  /** What a version of a bucket says. */
  private record Version(long number, Recorded recorded) {}
}
