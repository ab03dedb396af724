package io.tallystick.core.testing;

import io.tallystick.core.aggregate.Reading;

/**
 * What a counter came to since it began; see {@link MetricsAssert}.
 *
 * <pre>{@code
 * assertThat(runtime).counter("orders.count", "status", "paid").isOneSeries().isEqualTo(3);
 * }</pre>
 */
public final class CounterAssert {
  private final FoundSeries found;

  CounterAssert(FoundSeries found) {
    this.found = found;
  }

  /**
   * That the sum over all series that fit is this number.
   *
   * @throws AssertionError when it is another
   */
  public CounterAssert isEqualTo(double expected) {
    double sum =
        found.totals(Reading.OfCounter.class).stream().mapToDouble(Reading.OfCounter::sum).sum();
    found.requireEqual("sum", expected, sum);
    return this;
  }

  /**
   * That exactly one series fits.
   *
   * @throws AssertionError when there are more
   */
  public CounterAssert isOneSeries() {
    found.requireOne();
    return this;
  }
}
