package io.tallystick.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Result;
import io.tallystick.core.WrittenDown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthMetricsTest {
  private final WrittenDown calls = new WrittenDown();

  @AfterEach
  void uninstall() {
    calls.close();
  }

  @Test
  void loginsAndSignUpsAreCounted() {
    AuthMetrics.loginBy("password", Result.SUCCESS);
    AuthMetrics.loginBy("google", Result.ERROR);
    AuthMetrics.registeredBy("google");
    AuthMetrics.registration(Result.SUCCESS);
    AuthMetrics.registration(Result.ERROR);
    AuthMetrics.signupBlockedFor("closed");
    AuthMetrics.request(AuthEndpoint.LOGOUT, Result.ERROR);
    AuthMetrics.failed(AuthFailure.EXPIRED_TOKEN);
    AuthMetrics.tokenRefreshed(Result.SUCCESS);

    assertThat(calls.lines())
        .containsExactly(
            "count auth.login.attempt 1 {method=password, status=success}",
            "count auth.login.attempt 1 {method=google, status=fail}",
            "count auth.register.success 1 {method=google}",
            "count user.registration.count 1 {status=success}",
            "count user.registration.count 1 {status=failure}",
            "count auth.signup.blocked.count 1 {reason=closed}",
            "count auth.request.count 1 {endpoint=logout, status=failure}",
            "count auth.failure.count 1 {reason=expired_token}",
            "count auth.token.refresh.count 1 {status=success}");
  }

  @Test
  void messagesAndPasswordsAreCounted() {
    AuthMetrics.emailVerificationSentBy("own");
    AuthMetrics.emailVerificationCompletedBy("own");
    AuthMetrics.passwordResetSentBy("own");
    AuthMetrics.passwordResetCompletedBy("own");
    AuthMetrics.passwordChanged(Result.ERROR);

    assertThat(calls.lines())
        .containsExactly(
            "count auth.email_verification.sent.count 1 {provider=own}",
            "count auth.email_verification.completed.count 1 {provider=own}",
            "count auth.password_reset.sent.count 1 {provider=own}",
            "count auth.password_reset.completed.count 1 {provider=own}",
            "count auth.password.change.count 1 {result=error}");
  }

  @Test
  void sessionsAreCountedAndTheirNumberIsSetOrAskedFor() {
    AuthMetrics.sessionCreatedBy("own");
    AuthMetrics.sessionRevokedFor("logout");
    AuthMetrics.activeSessions(12);
    AuthMetrics.activeSessions(() -> 13).close();

    assertThat(calls.lines())
        .containsExactly(
            "count auth.session.created.count 1 {provider=own}",
            "count auth.session.revoked.count 1 {reason=logout}",
            "gauge auth.session.active 12",
            "gauge auth.session.active {} 13.0");
  }

  @Test
  void aNullIsForRecordingToDrop() {
    AuthMetrics.failed(null);
    AuthMetrics.loginBy(null, null);
    AuthMetrics.registration(null);

    assertThat(calls.lines())
        .containsExactly(
            "count auth.failure.count 1 {reason=null}",
            "count auth.login.attempt 1 {method=null, status=null}",
            "count user.registration.count 1 {status=null}");
  }
}
