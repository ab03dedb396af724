package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

/**
 * How long it took to answer requests, in milliseconds.
 *
 * <pre>{@code
 * new ResponseTimes(new Percentiles(12.5, 80, 140), 21.3);
 * }</pre>
 *
 * @param percentiles three percentiles of the times
 * @param mean their mean, finite
 */
public record ResponseTimes(Percentiles percentiles, double mean) {
  /** Checks that both are there. */
  public ResponseTimes {
    requireNonNull(percentiles, "percentiles");
    Numbers.requireFinite("mean of response times", mean);
  }
}
