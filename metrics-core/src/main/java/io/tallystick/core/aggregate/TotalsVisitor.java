package io.tallystick.core.aggregate;

import io.tallystick.core.record.BucketCounts;
import io.tallystick.core.record.Series;

/**
 * Is shown what each series amounts to since it began. Called by one thread while nobody else can
 * read what is recorded, so it takes what it needs and does the rest later.
 *
 * <pre>{@code
 * runtime.visitTotals(new Lines());
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

  /** A histogram. */
  void histogram(Series series, long count, double sum, BucketCounts buckets);
}
