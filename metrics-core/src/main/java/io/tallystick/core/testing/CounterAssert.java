package io.tallystick.core.testing;

import io.tallystick.core.aggregate.Reading;
import java.math.BigDecimal;

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
   * That the sum over all series that fit is this number, to the last digit where no amount with a
   * fraction is part of it.
   *
   * @throws AssertionError when it is another
   */
  public CounterAssert isEqualTo(long expected) {
    CounterSum sum = sum();
    found.require(sum.is(BigDecimal.valueOf(expected)), "sum", Long.toString(expected), sum);
    return this;
  }

  /**
   * That the sum over all series that fit is this number. Only the sum of the amounts that have a
   * fraction may be off, by a part in 10⁹ of it; whole amounts count to the last digit.
   *
   * @throws AssertionError when it is another
   */
  public CounterAssert isEqualTo(double expected) {
    CounterSum sum = sum();
    boolean isEqual = Double.isFinite(expected) && sum.is(new BigDecimal(expected));
    found.require(isEqual, "sum", FoundSeries.number(expected), sum);
    return this;
  }

  private CounterSum sum() {
    return CounterSum.of(found.totals(Reading.OfCounter.class));
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
