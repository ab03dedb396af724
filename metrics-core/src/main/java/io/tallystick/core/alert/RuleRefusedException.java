package io.tallystick.core.alert;

/**
 * A rule was not changed.
 *
 * <pre>{@code
 * try {
 *   alerts.update(id, version, definition, "ann");
 * } catch (RuleRefusedException e) {
 *   askAgain(e.reason(), e.getMessage());
 * }
 * }</pre>
 */
public final class RuleRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Says why not. */
  public RuleRefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why not. */
  public Reason reason() {
    return reason;
  }

  static RuleRefusedException unknown(String id) {
    return new RuleRefusedException(
        Reason.UNKNOWN, "There is no alert rule %s: list the rules.".formatted(id));
  }

  static RuleRefusedException changed(String id, long version) {
    return new RuleRefusedException(
        Reason.CHANGED,
        "The alert rule %s is not in version %d any more: read it again.".formatted(id, version));
  }

  static RuleRefusedException readOnly(KnownRule rule) {
    return new RuleRefusedException(
        Reason.READ_ONLY,
        "The alert rule %s comes from %s: change it there."
            .formatted(rule.id(), rule.createdBy().equals(Given.FILE) ? "a file" : "code"));
  }

  /** Why a rule is not changed, or not tried. */
  public enum Reason {
    /** There is none of this id. */
    UNKNOWN,
    /** Somebody else changed it meanwhile. */
    CHANGED,
    /** It comes from code or a file. */
    READ_ONLY,
    /** There are as many as there can be. */
    TOO_MANY,
    /** Not now: others are being tried. */
    BUSY
  }
}
