package io.tallystick.core.alert;

/**
 * What must be so of a value for a rule to fire.
 *
 * <pre>{@code
 * RuleCondition condition = new RuleCondition(Comparison.GT, 10, 20, 5, 50, 0);
 * }</pre>
 *
 * @param comparison how the value is compared; of a spike whether it goes up ({@code gt}) or down
 *     ({@code lt})
 * @param threshold with what; without meaning of a spike and of what is absent
 * @param minimumVolume of how many samples the value must be made; of fewer it says nothing
 * @param sensitivity of a spike: from 1 for the largest only to 10
 * @param minimumChangePercent of a spike: by which part of what is usual it must differ
 * @param minimumStep of a spike: by how much it must differ at least
 */
public record RuleCondition(
    Comparison comparison,
    double threshold,
    long minimumVolume,
    double sensitivity,
    double minimumChangePercent,
    double minimumStep) {
  private static final double LARGEST = 1e15;

  /** Checks the numbers. */
  public RuleCondition {
    Checks.number("threshold_value", threshold, -LARGEST, LARGEST);
    Checks.whole("minimum_volume", minimumVolume, 0, 1_000_000_000_000L);
    Checks.number("sensitivity", sensitivity, 1, 10);
    Checks.number("minimum_change_percent", minimumChangePercent, 0, 100_000);
    Checks.number("minimum_step", minimumStep, 0, LARGEST);
  }

  /** Greater than a number. */
  public static RuleCondition above(double threshold) {
    return of(Comparison.GT, threshold);
  }

  /** Compared with a number in some way. */
  public static RuleCondition of(Comparison comparison, double threshold) {
    return new RuleCondition(comparison, threshold, 0, 5, 20, 0);
  }

  /** The same, compared in another way. */
  public RuleCondition comparison(Comparison other) {
    return new RuleCondition(
        other, threshold, minimumVolume, sensitivity, minimumChangePercent, minimumStep);
  }

  /** The same, of so many samples at least. */
  public RuleCondition minimumVolume(long samples) {
    return new RuleCondition(
        comparison, threshold, samples, sensitivity, minimumChangePercent, minimumStep);
  }

  /** The same with another judgement of spikes. */
  public RuleCondition spike(double newSensitivity, double changePercent, double step) {
    return new RuleCondition(
        comparison, threshold, minimumVolume, newSensitivity, changePercent, step);
  }
}
