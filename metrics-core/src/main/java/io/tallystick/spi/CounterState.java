package io.tallystick.spi;

import io.tallystick.MetricKind;

/**
 * What was added to a counter within a bucket.
 *
 * <p>Amounts that are whole numbers are summed apart from the others, so that their sum is exact
 * however large; it saturates at {@link Long#MAX_VALUE}.
 *
 * <pre>{@code
 * new CounterState(41, 0.5).sum(); // 41.5
 * }</pre>
 *
 * @param whole the sum of the whole amounts, not negative
 * @param fractional the sum of all other amounts, finite, not negative
 */
public record CounterState(long whole, double fractional) implements BucketState {
  /** Checks both sums. */
  public CounterState {
    Numbers.requireAtLeast(0, "sum of whole amounts", whole);
    Numbers.requireFinite("sum of fractional amounts", fractional);
    Numbers.requireNotNegative("sum of fractional amounts", fractional);
  }

  /** A state of whole amounts only. */
  public static CounterState ofWhole(long whole) {
    return new CounterState(whole, 0);
  }

  @Override
  public MetricKind kind() {
    return MetricKind.COUNTER;
  }

  /** Both sums together; past 2<sup>53</sup> rounded as a double is. */
  public double sum() {
    return whole + fractional;
  }
}
