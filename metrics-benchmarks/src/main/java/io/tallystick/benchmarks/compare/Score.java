package io.tallystick.benchmarks.compare;

/**
 * What was measured of one contender in one place.
 *
 * <pre>{@code
 * Score longAdder = new Score(8.9, 0);
 * Score heap = Score.of(59);
 * }</pre>
 *
 * @param value the measured number, in the question's unit; less is better
 * @param bytesPerCall what a call allocates, NaN where that was not measured
 */
public record Score(double value, double bytesPerCall) {
  /** A score of something that is no call. */
  public static Score of(double value) {
    return new Score(value, Double.NaN);
  }
}
