package io.tallystick.servlet.http;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Whether a caller may ask, and who that is.
 *
 * @param kind whether
 * @param principal who; null where nobody knows, or where it does not matter since it may not
 */
record Verdict(Kind kind, @Nullable String principal) {
  /** Nobody said who the caller is; who says so may be allowed. */
  static final Verdict UNKNOWN = new Verdict(Kind.UNKNOWN, null);

  /** It is known, or does not matter, who the caller is. */
  static final Verdict REFUSED = new Verdict(Kind.REFUSED, null);

  static Verdict allowed(String principal) {
    return new Verdict(Kind.ALLOWED, requireNonNull(principal, "principal"));
  }

  boolean isAllowed() {
    return kind == Kind.ALLOWED;
  }

  enum Kind {
    ALLOWED,
    UNKNOWN,
    REFUSED
  }
}
