package io.tallystick.core.alert;

import java.util.Locale;

/**
 * What a rule looks at.
 *
 * <pre>{@code
 * RuleType type = RuleType.parse("error_rate");
 * }</pre>
 */
public enum RuleType {
  /** Which part of the requests failed, in percent. */
  ERROR_RATE,
  /** How long requests took, in milliseconds. */
  RESPONSE_TIME,
  /** How much of its limit a key used in a minute, in percent. */
  RATE_LIMIT,
  /** A metric against its own past. */
  SPIKE,
  /** That nothing is recorded of a metric. */
  ABSENT,
  /** Any metric, in any way that it can be asked for. */
  METRIC;

  /** The word that stands for it, such as {@code error_rate}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The type of an id.
   *
   * @throws InvalidRuleException when there is none
   */
  public static RuleType parse(String id) {
    return Words.find(values(), RuleType::id, "type", id);
  }
}
