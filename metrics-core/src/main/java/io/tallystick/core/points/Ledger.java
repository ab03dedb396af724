package io.tallystick.core.points;

import io.tallystick.MetricKind;
import io.tallystick.core.aggregate.Reading;
import io.tallystick.core.record.KeptSample;
import io.tallystick.core.record.MissedSamples;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The kept samples of one series, and what its buckets counted of them.
 *
 * <p>A bucket holds what was recorded until it was read, some moments past its end; so which
 * samples are its own is not told by their times but by its count and sum: they are taken in their
 * order until both are reached. Only then do they stand for the bucket. What does not come out
 * even, because a sample was missed, came late or changed places with another at the border, is
 * carried on, and makes the next bucket uneven too.
 */
final class Ledger {
  /** Sums of doubles agree within this part of what was added. */
  private static final double TOLERANCE = 1e-9;

  private final MetricKind kind;
  private final Deque<KeptSample> held = new ArrayDeque<>();

  /** What buckets counted and no sample was taken for yet; below 0 when samples came first. */
  private long owedCount;

  private double owedSum;

  /** What the open bucket counted when it was read last. */
  private long bucketCount;

  private double bucketSum;
  private boolean wasRead;
  private boolean isEven = true;
  private boolean hasGap;

  Ledger(MetricKind kind) {
    this.kind = kind;
  }

  void add(KeptSample sample) {
    held.add(sample);
  }

  void miss(MissedSamples missed) {
    owedCount -= missed.count();
    owedSum -= missed.sum();
    hasGap = true;
  }

  /** Takes what the open bucket has counted by now. */
  void read(Reading reading) {
    wasRead = true;
    if (reading instanceof Reading.OfHistogram histogram) {
      read(histogram.count(), histogram.sum());
    } else if (reading instanceof Reading.OfCounter counter) {
      read(0, counter.sum());
    }
  }

  private void read(long count, double sum) {
    owedCount += count - bucketCount;
    owedSum += sum - bucketSum;
    bucketCount = count;
    bucketSum = sum;
  }

  /** Whether neither a sample nor a reading came since the last bucket was closed. */
  boolean isIdle() {
    return held.isEmpty() && !wasRead;
  }

  /** Takes the samples of the open bucket, which was read for the last time. */
  Closed close(long endMillis) {
    boolean wasEven = isEven;
    List<KeptSample> taken = new ArrayList<>();
    double turnover = Math.abs(bucketSum);
    while (!held.isEmpty() && isOfBucket(held.element(), endMillis, turnover)) {
      KeptSample next = held.remove();
      taken.add(next);
      owedCount -= kind == MetricKind.HISTOGRAM ? 1 : 0;
      owedSum -= next.value();
      turnover += Math.abs(next.value());
    }
    settle(turnover);
    boolean isWhole = wasEven && isEven && !hasGap;
    hasGap = hasGap && !isEven;
    return new Closed(taken, isWhole);
  }

  private boolean isOfBucket(KeptSample sample, long endMillis, double turnover) {
    return switch (kind) {
      case HISTOGRAM -> owedCount > 0;
      case COUNTER ->
          owedSum > TOLERANCE * turnover
              || (sample.value() == 0 && sample.wallMillis() < endMillis);
      case GAUGE -> sample.wallMillis() < endMillis;
    };
  }

  private void settle(double turnover) {
    if (kind == MetricKind.GAUGE) { // its samples are not summed, so their times will do
      owedCount = 0;
      owedSum = 0;
    }
    isEven = owedCount == 0 && Math.abs(owedSum) <= TOLERANCE * turnover;
    if (isEven) {
      owedSum = 0;
    }
    bucketCount = 0;
    bucketSum = 0;
    wasRead = false;
  }

  /**
   * The samples of a bucket.
   *
   * @param isWhole whether they are all that the bucket counted
   */
  record Closed(List<KeptSample> samples, boolean isWhole) {}
}
