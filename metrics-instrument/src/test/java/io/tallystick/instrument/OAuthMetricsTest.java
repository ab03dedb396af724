package io.tallystick.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Result;
import io.tallystick.core.WrittenDown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OAuthMetricsTest {
  private final WrittenDown calls = new WrittenDown();

  @AfterEach
  void uninstall() {
    calls.close();
  }

  @Test
  void requestsAreCountedAndTimed() {
    OAuthMetrics.authorizeTook(2_500_000, Result.SUCCESS);
    OAuthMetrics.tokenTook(GrantType.DEVICE_CODE, 2_500_000, Result.ERROR);
    OAuthMetrics.idTokenTook(2_500_000, Result.SUCCESS);
    OAuthMetrics.userinfoRequest(Result.SUCCESS);
    OAuthMetrics.jwksRequest(Result.SUCCESS);
    OAuthMetrics.discoveryRequest(Result.ERROR);

    assertThat(calls.lines())
        .containsExactly(
            "count oidc.authorize.request.count 1 {result=success}",
            "histogram oidc.authorize.latency_ms 2.5 {result=success}",
            "count oidc.token.request.count 1 {grant_type=device_code, result=error}",
            "histogram oidc.token.latency_ms 2.5 {grant_type=device_code, result=error}",
            "histogram oidc.id_token.duration_ms 2.5 {result=success}",
            "count oidc.userinfo.request.count 1 {result=success}",
            "count oidc.jwks.request.count 1 {result=success}",
            "count oidc.discovery.request.count 1 {result=error}");
  }

  @Test
  void whatIsWrongWithARequestIsCounted() {
    OAuthMetrics.accessDeniedFor("no_consent");
    OAuthMetrics.invalidRedirectUri(ClientType.PUBLIC);
    OAuthMetrics.pkceFailedFor("mismatch");

    assertThat(calls.lines())
        .containsExactly(
            "count oidc.authorize.access_denied.count 1 {reason=no_consent}",
            "count oauth.redirect_uri.invalid.count 1 {client_type=public}",
            "count oauth.pkce.failure.count 1 {reason=mismatch}");
  }

  @Test
  void aClientIsRecordedByItsHash() {
    OAuthMetrics.clientRequest(CLIENT, Result.ERROR);
    OAuthMetrics.authorizationRequest(CLIENT, ResponseType.CODE, Result.SUCCESS);
    OAuthMetrics.clientRequest(null, Result.ERROR);

    assertThat(calls.lines())
        .containsExactly(
            "count oauth.client.request.count 1 {client=#app, result=error}",
            "count oauth.authorization.request.count 1 {client=#app, response_type=code, status=success}",
            "count oauth.client.request.count 1 {client=null, result=error}");
  }

  @Test
  void aTokenEndpointsAnswerPassesUntouched() {
    Object answer = new Object();

    assertThat(OAuthMetrics.<Object, RuntimeException>timedToken(GrantType.OTHER, () -> answer))
        .isSameAs(answer);
    assertThat(calls.lines())
        .first()
        .isEqualTo("count oidc.token.request.count 1 {grant_type=other, result=success}");
  }

  private static final ClientHash CLIENT = ClientHash.of(id -> "#" + id, "app");
}
