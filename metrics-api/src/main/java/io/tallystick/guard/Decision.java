package io.tallystick.guard;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a guard decided: accepted, or refused by a rule and for a reason.
 *
 * <p>Immutable. The reason never repeats a value that looks like personal data or a secret, so it
 * may be logged or shown to the tenant whose call it answers.
 *
 * <pre>{@code
 * Decision decision =
 *     metrics.recordUserMetric(tenant, "invoice.sent", 1, UserMetricKind.COUNT, tags);
 * if (!decision.isAccepted()) {
 *   reply.put("problem", decision.rule().id() + ": " + decision.reason());
 * }
 * }</pre>
 */
public final class Decision {
  private static final Decision ACCEPTED = new Decision(null, "");

  private final @Nullable Rule rule;
  private final String reason;

  private Decision(@Nullable Rule rule, String reason) {
    this.rule = rule;
    this.reason = reason;
  }

  /** The decision that refuses nothing; always the same object. */
  public static Decision accepted() {
    return ACCEPTED;
  }

  /**
   * A refusal.
   *
   * @param rule the rule that was broken
   * @param reason what happened, as a sentence; it must not hold personal data or secrets
   */
  public static Decision refused(Rule rule, String reason) {
    return new Decision(Objects.requireNonNull(rule, "rule"), reason);
  }

  static Decision refused(Rule rule, String format, Object... values) {
    return new Decision(rule, format.formatted(values));
  }

  /** Accepted while there is room for one more, else refused. */
  static Decision room(Rule rule, String owner, int there, int most, String what) {
    return there < most
        ? ACCEPTED
        : refused(
            rule,
            "%s has %d %s and may have %d: record fewer, or have the limit raised.",
            owner,
            there,
            what,
            most);
  }

  /** Whether nothing was refused. */
  public boolean isAccepted() {
    return rule == null;
  }

  /** The rule that refused, or null when accepted. */
  public @Nullable Rule rule() {
    return rule;
  }

  /** Why it was refused, as a sentence; empty when accepted. */
  public String reason() {
    return reason;
  }

  /** {@code accepted}, or {@code refused: <rule id>: <reason>}. */
  @Override
  public String toString() {
    return rule == null ? "accepted" : "refused: %s: %s".formatted(rule.id(), reason);
  }
}
