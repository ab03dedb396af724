package io.tallystick.core.simulation;

import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import java.util.Collection;

/**
 * What was recorded, or what is stored of it.
 *
 * @param counted the sum of a counter
 * @param samples the number of a histogram's samples
 * @param sum the sum of a histogram's samples, which are whole numbers here
 */
record Amount(long counted, long samples, long sum) {
  static final Amount NOTHING = new Amount(0, 0, 0);

  static Amount in(BucketState state) {
    if (state instanceof CounterState counter) {
      return new Amount(counter.whole(), 0, 0);
    }
    return state instanceof HistogramState histogram
        ? new Amount(0, histogram.count(), (long) histogram.sum())
        : NOTHING;
  }

  static Amount in(Collection<OwnedBucket> buckets) {
    return buckets.stream()
        .filter(owned -> owned.series().name().startsWith(SimulatedWriter.PREFIX))
        .map(owned -> in(owned.bucket().state()))
        .reduce(NOTHING, Amount::plus);
  }

  Amount plus(Amount other) {
    return new Amount(counted + other.counted, samples + other.samples, sum + other.sum);
  }

  Amount minus(Amount other) {
    return new Amount(counted - other.counted, samples - other.samples, sum - other.sum);
  }

  boolean isAtLeast(Amount other) {
    return counted >= other.counted && samples >= other.samples && sum >= other.sum;
  }
}
