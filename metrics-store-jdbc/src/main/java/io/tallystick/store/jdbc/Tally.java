package io.tallystick.store.jdbc;

import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import java.math.BigInteger;

/**
 * What some buckets amount to, in whatever order they come: how many there are, their counts, their
 * sums, and the sum of their fingerprints, which also tells a gauge or a sketch that differs. For
 * one thread.
 */
final class Tally {
  private long buckets;
  private BigInteger counts = BigInteger.ZERO;
  private double sums;
  private long fingerprints;

  /** Adds a bucket. */
  void add(OwnedBucket owned, long content) {
    buckets++;
    fingerprints += Fingerprint.of(owned, content);
    add(owned.bucket().state());
  }

  private void add(BucketState state) {
    if (state instanceof CounterState counter) {
      counts = counts.add(BigInteger.valueOf(counter.whole()));
      sums += counter.sum();
    } else if (state instanceof HistogramState histogram) {
      counts = counts.add(BigInteger.valueOf(histogram.count()));
      sums += histogram.sum();
    } else if (state instanceof GaugeState gauge) {
      sums += gauge.weightedSum();
    }
  }

  void add(Tally other) {
    buckets += other.buckets;
    counts = counts.add(other.counts);
    sums += other.sums;
    fingerprints += other.fingerprints;
  }

  long buckets() {
    return buckets;
  }

  /** Sums of doubles depend on the order; where all fingerprints agree, they are of the same. */
  boolean isSameAs(Tally other) {
    return buckets == other.buckets
        && counts.equals(other.counts)
        && fingerprints == other.fingerprints;
  }

  /** For people. */
  @Override
  public String toString() {
    return "%d buckets, counts of %s, sums of %s".formatted(buckets, counts, sums);
  }
}
