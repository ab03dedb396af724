package io.tallystick.instrument;

/**
 * What a security review would want to see.
 *
 * <pre>{@code
 * SecurityMetrics.event(SecurityEvent.CORS_VIOLATION);
 * }</pre>
 */
public enum SecurityEvent implements TagValue {
  /** A request's headers break the rules. */
  HEADER_VIOLATION("header_violation"),
  /** A page of another origin asked for what it may not have. */
  CORS_VIOLATION("cors_violation"),
  /** Someone used the administration. */
  ADMIN_ACCESS("admin_access"),
  /** An authentication failed. */
  AUTH_FAILURE("auth_failure");

  private final String tagValue;

  SecurityEvent(String tagValue) {
    this.tagValue = tagValue;
  }

  /** As it is recorded. */
  @Override
  public String tagValue() {
    return tagValue;
  }
}
