package io.tallystick.core.testing;

import io.tallystick.core.aggregate.Reading;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/**
 * What counters come to together: their whole amounts to the last digit, and apart from these the
 * amounts that have a fraction, whose sum is rounded.
 */
record CounterSum(BigDecimal whole, BigDecimal fraction) {
  /** How much of the sum of fractions may be rounding. */
  private static final BigDecimal ROUNDED = new BigDecimal("1e-9");

  static CounterSum of(List<Reading.OfCounter> totals) {
    return new CounterSum(
        sum(totals, total -> BigDecimal.valueOf(total.whole())),
        sum(totals, total -> new BigDecimal(total.fraction())));
  }

  private static BigDecimal sum(
      List<Reading.OfCounter> totals, Function<Reading.OfCounter, BigDecimal> part) {
    return totals.stream().map(part).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Whether it is this number: exactly, unless fractions are part of it. */
  boolean is(BigDecimal expected) {
    BigDecimal difference = expected.subtract(whole).subtract(fraction).abs();
    return difference.compareTo(tolerance(expected)) <= 0;
  }

  private BigDecimal tolerance(BigDecimal expected) {
    return hasFractions()
        ? fraction.multiply(ROUNDED).add(new BigDecimal(Math.ulp(expected.doubleValue())))
        : BigDecimal.ZERO;
  }

  private boolean hasFractions() {
    return fraction.signum() != 0;
  }

  @Override
  public String toString() {
    return hasFractions()
        ? FoundSeries.number(whole.add(fraction).doubleValue())
        : whole.toPlainString();
  }
}
