package io.tallystick.core.query;

/**
 * A question that cannot be answered as it was asked: it says which part of it, what was given, and
 * what could be.
 *
 * <pre>{@code
 * catch (InvalidQueryException reason) {
 *   respond(400, reason.field(), reason.getMessage());
 * }
 * }</pre>
 */
public final class InvalidQueryException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String field;
  private final String value;
  private final String rule;

  /**
   * Makes one.
   *
   * @param field which part of the question, such as {@code step}
   * @param value what was given
   * @param rule what could be given instead, a part of a sentence
   */
  public InvalidQueryException(String field, Object value, String rule) {
    super("The %s of the question is %s: %s.".formatted(field, value, rule));
    this.field = field;
    this.value = String.valueOf(value);
    this.rule = rule;
  }

  /** Which part of the question. */
  public String field() {
    return field;
  }

  /** What was given. */
  public String value() {
    return value;
  }

  /** What could be given instead. */
  public String rule() {
    return rule;
  }
}
