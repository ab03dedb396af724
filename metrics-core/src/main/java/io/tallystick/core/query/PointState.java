package io.tallystick.core.query;

/**
 * What is known of a stretch of time.
 *
 * <pre>{@code
 * if (point.state() == PointState.GAP) {
 *   chart.interrupt();
 * }
 * }</pre>
 */
public enum PointState {
  /** Nobody recorded anything, as far as the store knows: there is no value, not even zero. */
  GAP,
  /** It is not over yet, or begins before the time that was asked for. */
  PARTIAL,
  /** All of it. */
  WHOLE
}
