package io.tallystick.spi;

/**
 * Three percentiles of a histogram, so that they can be read without its sketch.
 *
 * <pre>{@code
 * Percentiles percentiles = new Percentiles(12.5, 80, 140);
 * }</pre>
 *
 * @param p50 half of the values are at most this
 * @param p95 95 of 100 values are at most this
 * @param p99 99 of 100 values are at most this
 */
public record Percentiles(double p50, double p95, double p99) {
  /** Checks that they are finite and rise. */
  public Percentiles {
    Numbers.requireFinite("p50", p50);
    Numbers.requireFinite("p95", p95);
    Numbers.requireFinite("p99", p99);
    Numbers.requireRising("p50, p95 and p99", p50, p95, p99);
  }
}
