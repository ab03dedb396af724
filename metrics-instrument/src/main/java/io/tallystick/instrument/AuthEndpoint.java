package io.tallystick.instrument;

/**
 * Where a request for authentication came to.
 *
 * <pre>{@code
 * AuthMetrics.request(AuthEndpoint.LOGIN, Result.SUCCESS);
 * }</pre>
 */
public enum AuthEndpoint implements TagValue {
  /** Someone signs up. */
  REGISTER("register"),
  /** Someone logs in. */
  LOGIN("login"),
  /** A token is renewed. */
  REFRESH("refresh"),
  /** Someone logs out. */
  LOGOUT("logout");

  private final String tagValue;

  AuthEndpoint(String tagValue) {
    this.tagValue = tagValue;
  }

  /** As it is recorded. */
  @Override
  public String tagValue() {
    return tagValue;
  }
}
