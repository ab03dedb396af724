package io.tallystick.core.testing;

import io.tallystick.core.aggregate.Reading;
import io.tallystick.core.sketch.QuantileSketch;
import java.util.List;
import java.util.stream.Stream;

/**
 * The samples of a histogram; see {@link MetricsAssert}.
 *
 * <p>Count and sum are those since it began, least and greatest those of the minute that is open:
 * of all samples as long as the runtime was not started.
 *
 * <pre>{@code
 * assertThat(runtime).histogram("upload.size_bytes").hasCount(3).hasSum(12).hasMax(7);
 * }</pre>
 */
public final class HistogramAssert {
  private final FoundSeries found;
  private final List<Reading.OfHistogram> totals;

  HistogramAssert(FoundSeries found) {
    this.found = found;
    this.totals = found.totals(Reading.OfHistogram.class);
  }

  /**
   * That there are so many samples.
   *
   * @throws AssertionError when there are more or fewer
   */
  public HistogramAssert hasCount(long expected) {
    long count = totals.stream().mapToLong(Reading.OfHistogram::count).sum();
    found.require(count == expected, "count", Long.toString(expected), count);
    return this;
  }

  /**
   * That the samples have this sum.
   *
   * @throws AssertionError when they have another
   */
  public HistogramAssert hasSum(double expected) {
    double sum = totals.stream().mapToDouble(Reading.OfHistogram::sum).sum();
    found.requireEqual("sum", expected, sum);
    return this;
  }

  /**
   * That the least sample is this number.
   *
   * @throws AssertionError when it is another, or when there is no sample
   */
  public HistogramAssert hasMin(double expected) {
    double least = sketches().mapToDouble(QuantileSketch::min).min().orElse(Double.NaN);
    found.requireEqual("least sample", expected, least);
    return this;
  }

  /**
   * That the greatest sample is this number.
   *
   * @throws AssertionError when it is another, or when there is no sample
   */
  public HistogramAssert hasMax(double expected) {
    double greatest = sketches().mapToDouble(QuantileSketch::max).max().orElse(Double.NaN);
    found.requireEqual("greatest sample", expected, greatest);
    return this;
  }

  /**
   * That exactly one series fits.
   *
   * @throws AssertionError when there are more
   */
  public HistogramAssert isOneSeries() {
    found.requireOne();
    return this;
  }

  private Stream<QuantileSketch> sketches() {
    return totals.stream().map(Reading.OfHistogram::sketch).filter(sketch -> sketch.count() > 0);
  }
}
