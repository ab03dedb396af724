package io.tallystick.core.alert;

import java.util.Locale;

/**
 * How bad it is when a rule fires.
 *
 * <pre>{@code
 * RuleDefinition page = rule.severity(Severity.CRITICAL);
 * }</pre>
 */
public enum Severity {
  /** Good to know. */
  INFO,
  /** Somebody should look at it. */
  WARNING,
  /** Somebody must look at it now. */
  CRITICAL;

  /** The word that stands for it, such as {@code critical}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The severity of an id.
   *
   * @throws InvalidRuleException when there is none
   */
  public static Severity parse(String id) {
    return Words.find(values(), Severity::id, "severity", id);
  }
}
