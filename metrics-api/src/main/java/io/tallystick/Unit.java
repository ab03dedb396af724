package io.tallystick;

/**
 * What a metric's numbers are counted in. Time is always in milliseconds, memory in bytes.
 *
 * <pre>{@code
 * Unit.bySuffix("email.send.duration_ms"); // MILLISECONDS
 * Unit.bySuffix("orders.count");           // NONE
 * }</pre>
 */
public enum Unit {
  /** A plain number. */
  NONE(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000),
  /** Milliseconds; exposed to Prometheus as seconds. */
  MILLISECONDS(5, 10, 25, 50, 75, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000),
  /** Bytes. */
  BYTES(
      64, 256, 1 << 10, 1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 20, 1 << 22, 1 << 24, 1 << 26,
      1 << 28, 1 << 30),
  /** A part of a whole, from 0 to 1. */
  RATIO(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1);

  @SuppressWarnings("ImmutableEnumChecker") // read by this package only, which does not write
  private final double[] bounds;

  Unit(double... bounds) {
    this.bounds = bounds;
  }

  /** The upper bounds that a histogram of this unit is exposed with unless it states its own. */
  double[] bounds() {
    return bounds;
  }

  /** The unit that the suffix of a name speaks of, {@link #NONE} where it does not. */
  public static Unit bySuffix(String name) {
    if (name.endsWith("_ms")) {
      return MILLISECONDS;
    }
    return name.endsWith("_bytes") ? BYTES : NONE;
  }
}
