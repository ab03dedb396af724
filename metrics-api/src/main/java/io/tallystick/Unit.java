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
  NONE,
  /** Milliseconds; exposed to Prometheus as seconds. */
  MILLISECONDS,
  /** Bytes. */
  BYTES,
  /** A part of a whole, from 0 to 1. */
  RATIO;

  /** The unit that the suffix of a name speaks of, {@link #NONE} where it does not. */
  public static Unit bySuffix(String name) {
    if (name.endsWith("_ms")) {
      return MILLISECONDS;
    }
    return name.endsWith("_bytes") ? BYTES : NONE;
  }
}
