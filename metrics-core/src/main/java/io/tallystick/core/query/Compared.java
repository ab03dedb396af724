package io.tallystick.core.query;

/**
 * A number, and the same of the time before.
 *
 * <pre>{@code
 * show("%.0f requests (%+.0f %%)".formatted(total.now(), 100 * total.change()));
 * }</pre>
 *
 * @param now of the time that was asked for; NaN where there is none
 * @param before of the time before that, of the same length; NaN where there is none
 */
public record Compared(double now, double before) {
  /** By which fraction it grew; NaN where there was nothing before. */
  public double change() {
    return before == 0 ? Double.NaN : (now - before) / before;
  }
}
