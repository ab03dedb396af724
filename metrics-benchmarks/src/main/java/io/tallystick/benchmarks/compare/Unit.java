package io.tallystick.benchmarks.compare;

import java.util.Locale;

/**
 * What a score counts; less is better, always.
 *
 * <pre>{@code
 * Unit.NANOS.format(8.912); // "8.91 ns"
 * }</pre>
 */
public enum Unit {
  /** Nanoseconds a call. */
  NANOS("ns"),
  /** Bytes of heap. */
  BYTES("B"),
  /** Per cent of the true value. */
  PERCENT("%");

  private final String sign;

  Unit(String sign) {
    this.sign = sign;
  }

  /** A number with its unit. */
  public String format(double number) {
    return number(number) + " " + sign;
  }

  /** Three digits or so: as many as a measurement is good for. */
  static String number(double number) {
    double size = Math.abs(number);
    if (Double.isNaN(number)) {
      return "?";
    }
    String form = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, form, number);
  }
}
