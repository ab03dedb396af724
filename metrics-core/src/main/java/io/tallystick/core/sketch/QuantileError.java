package io.tallystick.core.sketch;

/**
 * How far a quantile may be from the true one: so much of its value, or so many of all ranks; one
 * of the two holds. The least and the greatest sample are exact.
 *
 * <pre>{@code
 * QuantileError error = sketch.error();
 * String shown = "± %.1f %%".formatted(100 * error.value());
 * }</pre>
 *
 * @param value a fraction of the value, such as 0.004
 * @param rank a fraction of all ranks, such as 0.0025; 0 where the value alone is bounded
 */
public record QuantileError(double value, double rank) {
  /** A cell of the {@link Grid} is no wider than 1/128 of its values. */
  static final QuantileError OF_CELLS = new QuantileError(1.0 / 128, 0);

  /** What was promised of clusters, however often they were merged. */
  static final QuantileError OF_CLUSTERS = new QuantileError(0.01, 0.0025);

  /** The wider of two. */
  public QuantileError or(QuantileError other) {
    return new QuantileError(Math.max(value, other.value), Math.max(rank, other.rank));
  }
}
