package io.tallystick.instrument;

/**
 * Whether an OAuth client can keep a secret, as RFC 6749 tells clients apart.
 *
 * <pre>{@code
 * OAuthMetrics.invalidRedirectUri(ClientType.PUBLIC);
 * }</pre>
 */
public enum ClientType implements TagValue {
  /** It cannot: an app, a page. */
  PUBLIC("public"),
  /** It can: a server. */
  CONFIDENTIAL("confidential");

  private final String tagValue;

  ClientType(String tagValue) {
    this.tagValue = tagValue;
  }

  /** As it is recorded. */
  @Override
  public String tagValue() {
    return tagValue;
  }
}
