package io.tallystick.core.aggregate;

import io.tallystick.core.record.BucketCounts;
import io.tallystick.core.record.Series;
import io.tallystick.core.sketch.QuantileSketch;

/**
 * Is shown what each series amounts to since it began. Called by one thread while nobody else can
 * read what is recorded, so it takes what it needs and does the rest later.
 *
 * <pre>{@code
 * runtime.liveTotals().visit(new Lines());
 * }</pre>
 */
public interface TotalsVisitor {
  /**
   * A counter.
   *
   * @param whole the sum of the whole amounts
   * @param fraction the sum of the amounts that have a fraction
   */
  void counter(Series series, long whole, double fraction);

  /** A gauge, and its last value. */
  void gauge(Series series, double last);

  /**
   * A histogram.
   *
   * @param sum of all samples
   * @param buckets how many of them lie between which bounds, and so how many there are
   * @param recent the samples of the last minute or two; empty unless quantiles are wanted
   */
  void histogram(Series series, double sum, BucketCounts buckets, QuantileSketch recent);

  /**
   * Whether {@link #histogram} is to be given recent samples; that takes some time. Whoever wants
   * them first finds those of the open minute alone.
   */
  default boolean wantsQuantiles() {
    return false;
  }
}
