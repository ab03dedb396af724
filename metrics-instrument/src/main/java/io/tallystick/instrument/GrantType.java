package io.tallystick.instrument;

import org.jspecify.annotations.Nullable;

/**
 * What a token request shows to get a token.
 *
 * <pre>{@code
 * OAuthMetrics.tokenTook(GrantType.of(request.getParameter("grant_type")), nanos, Result.SUCCESS);
 * }</pre>
 */
public enum GrantType implements TagValue {
  /** A code from the authorization endpoint. */
  AUTHORIZATION_CODE("authorization_code"),
  /** A refresh token. */
  REFRESH_TOKEN("refresh_token"),
  /** The client's own secret or key. */
  CLIENT_CREDENTIALS("client_credentials"),
  /** A user's name and password. */
  PASSWORD("password"),
  /** A device's code, RFC 8628. */
  DEVICE_CODE("device_code"),
  /** Another token, RFC 8693. */
  TOKEN_EXCHANGE("token_exchange"),
  /** A signed assertion, RFC 7523. */
  JWT_BEARER("jwt_bearer"),
  /** Anything else, or nothing. */
  OTHER("other");

  private final String tagValue;

  GrantType(String tagValue) {
    this.tagValue = tagValue;
  }

  /**
   * The grant of a token request; {@link #OTHER} for null and for whatever is none of these, so
   * that no caller can make series at will.
   *
   * @param parameter the request's {@code grant_type}, as it came
   */
  public static GrantType of(@Nullable String parameter) {
    if (parameter == null) {
      return OTHER;
    }
    return switch (parameter) {
      case "authorization_code" -> AUTHORIZATION_CODE;
      case "refresh_token" -> REFRESH_TOKEN;
      case "client_credentials" -> CLIENT_CREDENTIALS;
      case "password" -> PASSWORD;
      case "urn:ietf:params:oauth:grant-type:device_code" -> DEVICE_CODE;
      case "urn:ietf:params:oauth:grant-type:token-exchange" -> TOKEN_EXCHANGE;
      case "urn:ietf:params:oauth:grant-type:jwt-bearer" -> JWT_BEARER;
      default -> OTHER;
    };
  }

  /** As it is recorded. */
  @Override
  public String tagValue() {
    return tagValue;
  }
}
