package io.tallystick.core.aggregate;

import io.tallystick.core.record.BucketCounts;
import io.tallystick.core.record.HistogramMinute;
import io.tallystick.core.sketch.QuantileSketch;

/**
 * What is known of a series over some time, one shape for each kind; immutable.
 *
 * <pre>{@code
 * if (reading instanceof Reading.OfCounter counter) {
 *   show(counter.sum());
 * }
 * }</pre>
 */
public sealed interface Reading {
  /**
   * A counter's.
   *
   * @param whole the sum of the whole amounts; exact, and full at {@link Long#MAX_VALUE}
   * @param fraction the sum of the amounts that have a fraction
   */
  record OfCounter(long whole, double fraction) implements Reading {
    /** Both together. */
    public double sum() {
      return whole + fraction;
    }
  }

  /**
   * A gauge's.
   *
   * @param last the last value
   * @param lastAtMillis when it was last seen to have it, in wall time
   * @param min the least value
   * @param max the greatest value
   * @param weightedSum the integral of the value over the observed time, in value × milliseconds
   * @param observedMillis over how many milliseconds the integral goes
   */
  record OfGauge(
      double last,
      long lastAtMillis,
      double min,
      double max,
      double weightedSum,
      long observedMillis)
      implements Reading {}

  /**
   * A histogram's.
   *
   * @param count how many samples there are
   * @param sum their sum
   * @param sketch their distribution, least and greatest included
   * @param buckets how many of them lie between which bounds; none among the changes of an open
   *     bucket
   */
  record OfHistogram(long count, double sum, QuantileSketch sketch, BucketCounts buckets)
      implements Reading {
    static OfHistogram of(HistogramMinute minute) {
      return new OfHistogram(minute.count(), minute.sum(), minute.sketch(), minute.buckets());
    }
  }
}
