package io.tallystick.instrument;

/**
 * Why an authentication failed.
 *
 * <pre>{@code
 * AuthMetrics.failed(AuthFailure.EXPIRED_TOKEN);
 * }</pre>
 */
public enum AuthFailure implements TagValue {
  /** Unknown user or wrong password, which are not told apart. */
  INVALID_CREDENTIALS("invalid_credentials"),
  /** The account is locked, or was not confirmed. */
  INACTIVE_USER("inactive_user"),
  /** The token is not one of ours, or was changed. */
  INVALID_TOKEN("invalid_token"),
  /** The token's time is over. */
  EXPIRED_TOKEN("expired_token");

  private final String tagValue;

  AuthFailure(String tagValue) {
    this.tagValue = tagValue;
  }

  /** As it is recorded. */
  @Override
  public String tagValue() {
    return tagValue;
  }
}
