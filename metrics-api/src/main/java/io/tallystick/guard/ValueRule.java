package io.tallystick.guard;

/**
 * The values that can be recorded: finite, and not negative where they are counted.
 *
 * <pre>{@code
 * ValueRule.checkCount(-1).rule();           // VALUE_NEGATIVE
 * ValueRule.checkValue(Double.NaN).rule();   // VALUE_NOT_FINITE
 * ValueRule.withoutNegativeZero(-0.0);       // 0.0
 * }</pre>
 */
public final class ValueRule {
  private ValueRule() {}

  /** Whether a counter can grow by this. */
  public static Decision checkCount(double amount) {
    return amount < 0 && !Double.isInfinite(amount)
        ? Decision.refused(
            Rule.VALUE_NEGATIVE,
            "The amount is %s and a counter only grows: use a gauge for what goes down.",
            amount)
        : checkValue(amount);
  }

  /** Whether a gauge or a histogram can take this. */
  public static Decision checkValue(double value) {
    return Double.isFinite(value)
        ? Decision.accepted()
        : Decision.refused(
            Rule.VALUE_NOT_FINITE, "The value is %s: record a finite number or nothing.", value);
  }

  /** The value itself, but 0.0 for −0.0, which stores and screens would show apart. */
  public static double withoutNegativeZero(double value) {
    return value + 0.0;
  }
}
