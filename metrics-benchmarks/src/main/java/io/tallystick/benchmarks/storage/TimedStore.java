package io.tallystick.benchmarks.storage;

import io.tallystick.core.testing.ForwardingBackend;
import io.tallystick.core.testing.ForwardingBuckets;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Fold;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;

/** A store of which is known how long the reading and the writing of a janitor took. */
final class TimedStore extends ForwardingBackend {
  private final Timings reading = new Timings();
  private final Timings folding = new Timings();
  private final BucketStore timed;

  TimedStore(StorageBackend store) {
    super(store);
    timed =
        new ForwardingBuckets(store.buckets()) {
          @Override
          public BucketCursor readAll(Granularity granularity, TimeRange range) {
            return new TimedCursor(super.readAll(granularity, range), reading);
          }

          @Override
          public boolean fold(Lease lease, Fold fold) {
            long start = System.nanoTime();
            boolean isDone = super.fold(lease, fold);
            folding.add(System.nanoTime() - start, fold.buckets().size());
            return isDone;
          }
        };
  }

  @Override
  public BucketStore buckets() {
    return timed;
  }

  /** Of each time that it was asked whether there is more, which is when pages are read. */
  Timings reading() {
    return reading;
  }

  /** Of each transaction. */
  Timings folding() {
    return folding;
  }

  private record TimedCursor(BucketCursor found, Timings timings) implements BucketCursor {
    @Override
    public boolean hasNext() {
      long start = System.nanoTime();
      boolean hasNext = found.hasNext();
      timings.add(System.nanoTime() - start, 0);
      return hasNext;
    }

    @Override
    public OwnedBucket next() {
      return found.next();
    }

    @Override
    public void close() {
      found.close();
    }
  }
}
