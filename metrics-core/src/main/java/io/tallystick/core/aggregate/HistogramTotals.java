package io.tallystick.core.aggregate;

/** What is remembered of a histogram beside its samples in the open bucket. */
final class HistogramTotals {
  private long seen;
  private long countBefore;
  private double sumBefore;
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

  /** Ends a bucket with so many samples and such a sum. */
  void end(long count, double sum) {
    countBefore = totalCount(count);
    sumBefore = Finite.sum(sumBefore, sum);
    seen = 0;
  }

  long totalCount(long inBucket) {
    long total = countBefore + inBucket;
    return total < 0 ? Long.MAX_VALUE : total;
  }

  double totalSum(double inBucket) {
    return Finite.sum(sumBefore, inBucket);
  }
}
