package io.tallystick.core.alert;

import java.util.Locale;

/**
 * How a value is compared with a threshold.
 *
 * <pre>{@code
 * boolean isTooHigh = Comparison.GT.holds(12, 10);
 * }</pre>
 */
public enum Comparison {
  /** Greater. */
  GT,
  /** Less. */
  LT,
  /** Greater or equal. */
  GTE,
  /** Less or equal. */
  LTE;

  /** The word that stands for it, such as {@code gt}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The comparison of an id.
   *
   * @throws InvalidRuleException when there is none
   */
  public static Comparison parse(String id) {
    return Words.find(values(), Comparison::id, "comparison", id);
  }

  /** Whether it is so of a value; never of one that is no number. */
  public boolean holds(double value, double threshold) {
    return switch (this) {
      case GT -> value > threshold;
      case LT -> value < threshold;
      case GTE -> value >= threshold;
      case LTE -> value <= threshold;
    };
  }

  /** Whether large values are the bad ones. */
  boolean isUpward() {
    return this == GT || this == GTE;
  }

  /** Such as {@code above}. */
  String word() {
    return switch (this) {
      case GT -> "above";
      case LT -> "below";
      case GTE -> "at or above";
      case LTE -> "at or below";
    };
  }
}
