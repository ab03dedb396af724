package io.tallystick.core.testing;

import io.tallystick.core.aggregate.Reading;

/**
 * What a gauge shows; see {@link MetricsAssert}.
 *
 * <pre>{@code
 * assertThat(runtime).gauge("pool.active").isEqualTo(2);
 * }</pre>
 */
public final class GaugeAssert {
  private final FoundSeries found;

  GaugeAssert(FoundSeries found) {
    found.requireOne();
    this.found = found;
  }

  /**
   * That its last value is this number. A supplier is asked by a runtime that was started, at each
   * flush: until then its gauge is not there.
   *
   * @throws AssertionError when it is another
   */
  public GaugeAssert isEqualTo(double expected) {
    found.requireEqual("last value", expected, value());
    return this;
  }

  /** Its last value, for a comparison of another kind. */
  public double value() {
    return found.totals(Reading.OfGauge.class).get(0).last();
  }
}
