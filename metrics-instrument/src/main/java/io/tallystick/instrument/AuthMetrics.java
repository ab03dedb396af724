package io.tallystick.instrument;

import static io.tallystick.instrument.TagValue.status;
import static io.tallystick.instrument.TagValue.text;

import io.tallystick.GaugeRegistration;
import io.tallystick.Metrics;
import io.tallystick.Result;
import java.util.function.DoubleSupplier;

/**
 * Who signs up, logs in and out, and what goes wrong. A method is how someone proves who they are,
 * a provider who answers for it, both such as {@code password} or {@code google}: one of a few,
 * never a name or an address. {@code SUCCESS} and {@code ERROR} become the values that each metric
 * has for them, such as {@code success} and {@code fail}.
 *
 * <p>For any thread. A null is dropped and counted as in a plain call; nothing throws but what
 * registers a supplier, where a null is given.
 *
 * <pre>{@code
 * AuthMetrics.loginBy("password", Result.ERROR);
 * AuthMetrics.failed(AuthFailure.INVALID_CREDENTIALS);
 * }</pre>
 */
public final class AuthMetrics {
  private static final String METHOD = "method";
  private static final String PROVIDER = "provider";
  private static final String REASON = "reason";
  private static final String STATUS = "status";

  private AuthMetrics() {}

  /** Someone tried to log in. */
  public static void loginBy(String method, Result result) {
    Metrics.current()
        .count(
            "auth.login.attempt",
            1,
            METHOD,
            method,
            STATUS,
            result == Result.ERROR ? "fail" : text(result));
  }

  /** Someone signed up successfully. */
  public static void registeredBy(String method) {
    Metrics.current().count("auth.register.success", 1, METHOD, method);
  }

  /** A registration was handled, successful or not. */
  public static void registration(Result result) {
    Metrics.current().count("user.registration.count", 1, STATUS, status(result));
  }

  /** A sign-up was turned away before it was handled. */
  public static void signupBlockedFor(String reason) {
    Metrics.current().count("auth.signup.blocked.count", 1, REASON, reason);
  }

  /** A message was sent that asks to confirm an address. */
  public static void emailVerificationSentBy(String provider) {
    Metrics.current().count("auth.email_verification.sent.count", 1, PROVIDER, provider);
  }

  /** An address was confirmed. */
  public static void emailVerificationCompletedBy(String provider) {
    Metrics.current().count("auth.email_verification.completed.count", 1, PROVIDER, provider);
  }

  /** A password reset was asked for and sent. */
  public static void passwordResetSentBy(String provider) {
    Metrics.current().count("auth.password_reset.sent.count", 1, PROVIDER, provider);
  }

  /** A password reset ended with a new password. */
  public static void passwordResetCompletedBy(String provider) {
    Metrics.current().count("auth.password_reset.completed.count", 1, PROVIDER, provider);
  }

  /** A signed-in user changed the password, or tried to. */
  public static void passwordChanged(Result result) {
    Metrics.current().count("auth.password.change.count", 1, Result.TAG, text(result));
  }

  /** A request came to an endpoint for authentication. */
  public static void request(AuthEndpoint endpoint, Result result) {
    Metrics.current()
        .count("auth.request.count", 1, "endpoint", text(endpoint), STATUS, status(result));
  }

  /** An authentication failed. */
  public static void failed(AuthFailure reason) {
    Metrics.current().count("auth.failure.count", 1, REASON, text(reason));
  }

  /** An access token was renewed with a refresh token, or was not. */
  public static void tokenRefreshed(Result result) {
    Metrics.current().count("auth.token.refresh.count", 1, STATUS, status(result));
  }

  /** A session was opened. */
  public static void sessionCreatedBy(String provider) {
    Metrics.current().count("auth.session.created.count", 1, PROVIDER, provider);
  }

  /** A session was ended before its time. */
  public static void sessionRevokedFor(String reason) {
    Metrics.current().count("auth.session.revoked.count", 1, REASON, reason);
  }

  /** So many sessions of this instance are open. */
  public static void activeSessions(long value) {
    Metrics.current().gauge("auth.session.active", value);
  }

  /**
   * The number of open sessions of this instance, asked from a supplier at each flush until the
   * registration is closed.
   */
  public static GaugeRegistration activeSessions(DoubleSupplier value) {
    return Metrics.current().gauge("auth.session.active", value);
  }
}
