package io.tallystick.core.deliver;

/**
 * A webhook that cannot be called as it was stated: it says which part of it, what was given, and
 * what could be. It never holds more of an address than its host, nor any of a secret.
 *
 * <pre>{@code
 * catch (InvalidWebhookException reason) {
 *   respond(422, reason.field(), reason.value(), reason.rule());
 * }
 * }</pre>
 */
public final class InvalidWebhookException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String field;
  private final String value;
  private final String rule;

  InvalidWebhookException(String field, String value, String rule) {
    super("The %s of the webhook is %s: %s.".formatted(field, OneLine.of(value, 200), rule));
    this.field = field;
    this.value = OneLine.of(value, 200);
    this.rule = rule;
  }

  /** Which part of the webhook, such as {@code url}. */
  public String field() {
    return field;
  }

  /** What was given, as far as it may be seen: the host of an address, nothing of a secret. */
  public String value() {
    return value;
  }

  /** What could be given instead, a part of a sentence. */
  public String rule() {
    return rule;
  }
}
