package io.tallystick.core.aggregate;

import io.tallystick.core.record.BucketCounts;
import io.tallystick.core.record.HistogramMinute;
import io.tallystick.core.sketch.QuantileSketch;
import java.util.List;

/** What is remembered of a histogram beside its samples in the open bucket. */
final class HistogramTotals {
  /** The number of no bucket. */
  static final long NEVER = -1;

  private long seen;
  private long countBefore;
  private double sumBefore;
  private BucketCounts bucketsBefore = BucketCounts.NONE;
  private QuantileSketch endedSketch = QuantileSketch.empty();
  private long endedAs = NEVER;
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

  /**
   * Ends a bucket of time with these samples.
   *
   * @param number of the bucket, or {@link #NEVER} where its sketch is not to be kept
   */
  void end(HistogramMinute minute, long number) {
    countBefore = totalCount(minute.count());
    sumBefore = totalSum(minute.sum());
    bucketsBefore = totalBuckets(minute.buckets());
    endedSketch = number == NEVER ? QuantileSketch.empty() : minute.sketch();
    endedAs = number;
    seen = 0;
  }

  /** The samples of an open bucket and of the one of this number, if that was kept. */
  QuantileSketch recent(QuantileSketch open, long number) {
    if (endedAs == number && number != NEVER) {
      return QuantileSketch.merge(List.of(endedSketch, open));
    }
    endedSketch = QuantileSketch.empty();
    return open;
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
