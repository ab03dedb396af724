package io.tallystick.core.aggregate;

import io.tallystick.core.record.BucketCounts;
import io.tallystick.core.record.HistogramMinute;

/** What is remembered of a histogram beside its samples in the open bucket. */
final class HistogramTotals {
  private long seen;
  private long countBefore;
  private double sumBefore;
  private BucketCounts bucketsBefore = BucketCounts.NONE;
  private long movedAtNanos;

  HistogramTotals(long nowNanos) {
    movedAtNanos = nowNanos;
  }

  /** Whether there are more samples than were seen last. */
  boolean hasMoved(long count) {
    return count != seen;
  }

  void see(long count, long nowNanos) {
    if (count != seen) {
      seen = count;
      movedAtNanos = nowNanos;
    }
  }

  long movedAtNanos() {
    return movedAtNanos;
  }

  /** Ends a bucket of time with these samples. */
  void end(HistogramMinute minute) {
    countBefore = totalCount(minute.count());
    sumBefore = totalSum(minute.sum());
    bucketsBefore = totalBuckets(minute.buckets());
    seen = 0;
  }

  long totalCount(long inBucket) {
    long total = countBefore + inBucket;
    return total < 0 ? Long.MAX_VALUE : total;
  }

  BucketCounts totalBuckets(BucketCounts inBucket) {
    return bucketsBefore.plus(inBucket);
  }

  double totalSum(double inBucket) {
    return Finite.sum(sumBefore, inBucket);
  }
}
