package io.tallystick.benchmarks.storage;

import io.tallystick.core.testing.ForwardingBuckets;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.OwnedBucket;
import java.util.function.LongSupplier;

/**
 * Buckets that are those of another store; of who reads them is known how much heap is held while
 * the rows come, once garbage is collected.
 */
final class HeldHeap extends ForwardingBuckets {
  private static final int ROWS_APART = 1_000;

  private final LongSupplier usedBytes;
  private final long before;
  private long most;
  private long rows;

  /**
   * Forgets nothing: one object for each question.
   *
   * @param usedBytes collects garbage, and tells what is left
   */
  HeldHeap(BucketStore target, LongSupplier usedBytes) {
    super(target);
    this.usedBytes = usedBytes;
    this.before = usedBytes.getAsLong();
  }

  @Override
  public BucketCursor read(BucketQuery query) {
    return new WeighedCursor(super.read(query));
  }

  /** How many rows were read. */
  long rows() {
    return rows;
  }

  /** The most that was held at once, beside what was before. */
  long mostBytes() {
    return most;
  }

  private void count() {
    rows++;
    if (rows % ROWS_APART == 0) {
      weigh();
    }
  }

  private void weigh() {
    most = Math.max(most, usedBytes.getAsLong() - before);
  }

  private final class WeighedCursor implements BucketCursor {
    private final BucketCursor target;

    WeighedCursor(BucketCursor target) {
      this.target = target;
    }

    @Override
    public boolean hasNext() {
      return target.hasNext();
    }

    @Override
    public OwnedBucket next() {
      count();
      return target.next();
    }

    @Override
    public void close() {
      weigh();
      target.close();
    }
  }
}
