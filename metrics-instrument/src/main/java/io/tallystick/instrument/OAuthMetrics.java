package io.tallystick.instrument;

import static io.tallystick.instrument.Stopwatch.millis;
import static io.tallystick.instrument.TagValue.status;
import static io.tallystick.instrument.TagValue.text;

import io.tallystick.Measured;
import io.tallystick.Metrics;
import io.tallystick.Result;
import org.jspecify.annotations.Nullable;

/**
 * What an OAuth2 or OIDC provider is asked for. What a request says of itself becomes one of a few
 * values ({@link GrantType#of}, {@link ResponseType#of}), and a client is recorded by its hash
 * alone. A {@code timed…} call is an error only where the work throws: an endpoint that answers
 * with a refusal says so by {@link #tokenTook} or {@link #authorizeTook}.
 *
 * <p>For any thread. A null is dropped and counted as in a plain call; nothing throws but the work
 * that is timed.
 *
 * <pre>{@code
 * GrantType grant = GrantType.of(request.getParameter("grant_type"));
 * Tokens tokens = OAuthMetrics.timedToken(grant, () -> tokenEndpoint.answer(request));
 * OAuthMetrics.clientRequest(client, Result.SUCCESS);
 * }</pre>
 */
public final class OAuthMetrics {
  private static final String CLIENT = "client";
  private static final String REASON = "reason";

  private OAuthMetrics() {}

  /** Answers an authorization request, counts it, and records how long that took. */
  public static <R extends @Nullable Object, X extends Throwable> R timedAuthorize(
      Measured<R, X> work) throws X {
    return Stopwatch.time(work, OAuthMetrics::authorizeTook);
  }

  /**
   * An authorization request was answered in so many nanoseconds; counts it and records the time.
   */
  public static void authorizeTook(long nanos, Result result) {
    Metrics.current().count("oidc.authorize.request.count", 1, Result.TAG, text(result));
    Metrics.current()
        .histogram("oidc.authorize.latency_ms", millis(nanos), Result.TAG, text(result));
  }

  /** An authorization request ended in {@code access_denied}. */
  public static void accessDeniedFor(String reason) {
    Metrics.current().count("oidc.authorize.access_denied.count", 1, REASON, reason);
  }

  /** A client asked for an authorization. */
  public static void authorizationRequest(
      ClientHash client, ResponseType responseType, Result result) {
    Metrics.current()
        .count(
            "oauth.authorization.request.count",
            1,
            CLIENT,
            text(client),
            "status",
            status(result),
            "response_type",
            text(responseType));
  }

  /** Answers a token request, counts it, and records how long that took. */
  public static <R extends @Nullable Object, X extends Throwable> R timedToken(
      GrantType grant, Measured<R, X> work) throws X {
    return Stopwatch.time(grant, work, OAuthMetrics::tokenTook);
  }

  /** A token request was answered in so many nanoseconds; counts it and records the time. */
  public static void tokenTook(GrantType grant, long nanos, Result result) {
    Metrics.current()
        .count("oidc.token.request.count", 1, "grant_type", text(grant), Result.TAG, text(result));
    Metrics.current()
        .histogram(
            "oidc.token.latency_ms",
            millis(nanos),
            "grant_type",
            text(grant),
            Result.TAG,
            text(result));
  }

  /** Builds and signs an ID token, and records how long that took. */
  public static <R extends @Nullable Object, X extends Throwable> R timedIdToken(
      Measured<R, X> work) throws X {
    return Stopwatch.time(work, OAuthMetrics::idTokenTook);
  }

  /** It took so many nanoseconds to build and sign an ID token. */
  public static void idTokenTook(long nanos, Result result) {
    Metrics.current()
        .histogram("oidc.id_token.duration_ms", millis(nanos), Result.TAG, text(result));
  }

  /** A request for a user's claims was answered. */
  public static void userinfoRequest(Result result) {
    Metrics.current().count("oidc.userinfo.request.count", 1, Result.TAG, text(result));
  }

  /** The public keys were fetched. */
  public static void jwksRequest(Result result) {
    Metrics.current().count("oidc.jwks.request.count", 1, Result.TAG, text(result));
  }

  /** The discovery document was fetched. */
  public static void discoveryRequest(Result result) {
    Metrics.current().count("oidc.discovery.request.count", 1, Result.TAG, text(result));
  }

  /** A client made a request, of whatever kind. */
  public static void clientRequest(ClientHash client, Result result) {
    Metrics.current()
        .count("oauth.client.request.count", 1, CLIENT, text(client), Result.TAG, text(result));
  }

  /** A request named a redirect address that the client did not register. */
  public static void invalidRedirectUri(ClientType type) {
    Metrics.current().count("oauth.redirect_uri.invalid.count", 1, "client_type", text(type));
  }

  /** A code exchange failed the PKCE check. */
  public static void pkceFailedFor(String reason) {
    Metrics.current().count("oauth.pkce.failure.count", 1, REASON, reason);
  }
}
