package io.tallystick.core.spike;

/**
 * What a detector says of one minute.
 *
 * <pre>{@code
 * if (verdict.state() == Verdict.State.SPIKE) {
 *   message("from " + verdict.expected() + " to " + verdict.value());
 * }
 * }</pre>
 *
 * @param state whether the minute is part of a spike
 * @param expected what the series' past makes of this minute; while a spike lasts, what was
 *     expected when it began; NaN while nothing can be expected
 * @param lower below this two minutes in a row are too low; NaN while nothing can be expected
 * @param upper above this two minutes in a row are too high; NaN while nothing can be expected
 * @param value what was judged; NaN for a gap
 */
public record Verdict(State state, double expected, double lower, double upper, double value) {

  /**
   * Whether a minute is part of a spike.
   *
   * <pre>{@code
   * boolean alarm = verdict.state() == Verdict.State.SPIKE;
   * }</pre>
   */
  public enum State {
    /** There is too little past to judge by, or no value. */
    UNKNOWN,
    /** As the past lets expect, or not judged since too few samples lie behind it. */
    QUIET,
    /** A spike begins or lasts. */
    SPIKE
  }

  static Verdict unknown(double value) {
    return new Verdict(State.UNKNOWN, Double.NaN, Double.NaN, Double.NaN, value);
  }
}
