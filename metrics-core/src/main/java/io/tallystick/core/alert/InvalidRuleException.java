package io.tallystick.core.alert;

import org.jspecify.annotations.Nullable;

/**
 * A rule cannot be as it was given.
 *
 * <pre>{@code
 * try {
 *   alerts.create(RuleDefinition.errorRate("Many errors", 1_000), "ann");
 * } catch (InvalidRuleException e) {
 *   show(e.field() + ": " + e.getMessage());
 * }
 * }</pre>
 */
public final class InvalidRuleException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_SHOWN = 100;

  private final String field;
  private final String value;
  private final String rule;

  /**
   * Says what is wrong.
   *
   * @param field as it is called in JSON
   * @param value what was given
   * @param rule what to give
   */
  public InvalidRuleException(String field, @Nullable Object value, String rule) {
    super("%s is %s: %s.".formatted(field, shown(value), rule));
    this.field = field;
    this.value = shown(value);
    this.rule = rule;
  }

  private static String shown(@Nullable Object value) {
    String line = String.valueOf(value).replaceAll("\\p{Cntrl}", " ");
    return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "…";
  }

  /** Which field of a rule it is about. */
  public String field() {
    return field;
  }

  /** What was given, cut where it is long. */
  public String value() {
    return value;
  }

  /** What to give. */
  public String rule() {
    return rule;
  }
}
