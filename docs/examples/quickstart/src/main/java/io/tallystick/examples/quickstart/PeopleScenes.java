package io.tallystick.examples.quickstart;

import static io.tallystick.examples.quickstart.Pace.MACHINES;
import static io.tallystick.examples.quickstart.Pace.PEOPLE;
import static io.tallystick.examples.quickstart.Pace.TROUBLE;

import io.tallystick.Result;
import io.tallystick.instrument.Access;
import io.tallystick.instrument.AuthEndpoint;
import io.tallystick.instrument.AuthFailure;
import io.tallystick.instrument.AuthMetrics;
import io.tallystick.instrument.AuthorizationMetrics;
import io.tallystick.instrument.ClientType;
import io.tallystick.instrument.GrantType;
import io.tallystick.instrument.KeyMetrics;
import io.tallystick.instrument.OAuthMetrics;
import io.tallystick.instrument.SecurityEvent;
import io.tallystick.instrument.SecurityMetrics;
import io.tallystick.instrument.TokenMetrics;
import io.tallystick.instrument.TokenType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What people do who come to the shop: they sign in, are let in, and hold keys. */
final class PeopleScenes {
  private final List<Happening> all = new ArrayList<>();

  private PeopleScenes() {}

  static List<Happening> all() {
    PeopleScenes scenes = new PeopleScenes();
    scenes.signIns();
    scenes.tokens();
    scenes.accounts();
    scenes.securityEvents();
    scenes.oauth();
    scenes.grants();
    scenes.access("order", "read", 700, Access.ALLOWED);
    scenes.access("order", "read", 30, Access.DENIED);
    scenes.access("report", "read", 90, Access.ALLOWED);
    scenes.access("report", "read", 14, Access.DENIED);
    scenes.access("invoice", "approve", 60, Access.ALLOWED);
    scenes.access("invoice", "approve", 11, Access.DENIED);
    scenes.accessInDepth();
    scenes.keys();
    return scenes.all;
  }

  /** Those with a password come as requests: see {@code LoginServlet}. */
  private void signIns() {
    all.add(
        Scene.of(PEOPLE, 160)
            .counts("auth.login.attempt", "method", "sso", "status", "success")
            .counts("auth.session.created.count", "provider", "sso")
            .live(
                nanos -> {
                  AuthMetrics.loginBy("sso", Result.SUCCESS);
                  AuthMetrics.sessionCreatedBy("sso");
                }));
    all.add(
        Scene.of(TROUBLE, 6)
            .counts("auth.login.attempt", "method", "sso", "status", "fail")
            .counts("auth.failure.count", "reason", "expired_token")
            .live(
                nanos -> {
                  AuthMetrics.loginBy("sso", Result.ERROR);
                  AuthMetrics.failed(AuthFailure.EXPIRED_TOKEN);
                }));
    all.add(
        Scene.of(PEOPLE, 300)
            .counts("auth.token.refresh.count", "status", "success")
            .counts("auth.request.count", "endpoint", "refresh", "status", "success")
            .counts("token.issued.count", "token_type", "access")
            .live(
                nanos -> {
                  AuthMetrics.tokenRefreshed(Result.SUCCESS);
                  AuthMetrics.request(AuthEndpoint.REFRESH, Result.SUCCESS);
                  TokenMetrics.issued(TokenType.ACCESS);
                }));
  }

  private void tokens() {
    all.add(
        Scene.of(TROUBLE, 4)
            .counts("auth.token.refresh.count", "status", "failure")
            .counts("auth.request.count", "endpoint", "refresh", "status", "failure")
            .counts("auth.failure.count", "reason", "invalid_token")
            .live(
                nanos -> {
                  AuthMetrics.tokenRefreshed(Result.ERROR);
                  AuthMetrics.request(AuthEndpoint.REFRESH, Result.ERROR);
                  AuthMetrics.failed(AuthFailure.INVALID_TOKEN);
                }));
    all.add(
        Scene.of(PEOPLE, 190, 3)
            .times("token.generation.duration_ms", "result", "success")
            .counts("token.issued.count", "token_type", "refresh")
            .live(
                nanos -> {
                  TokenMetrics.generationTook(nanos, Result.SUCCESS);
                  TokenMetrics.issued(TokenType.REFRESH);
                }));
    all.add(
        Scene.of(PEOPLE, 25)
            .counts("token.revoked.count", "token_type", "refresh")
            .live(nanos -> TokenMetrics.revoked(TokenType.REFRESH)));
    all.add(
        Scene.of(PEOPLE, 900)
            .counts("token.validation.count", "result", "success")
            .live(nanos -> TokenMetrics.validated(Result.SUCCESS)));
    all.add(
        Scene.of(TROUBLE, 12)
            .counts("token.validation.count", "result", "error")
            .live(nanos -> TokenMetrics.validated(Result.ERROR)));
  }

  private void securityEvents() {
    securityEvent(TROUBLE, 3, SecurityEvent.CORS_VIOLATION);
    securityEvent(TROUBLE, 1, SecurityEvent.HEADER_VIOLATION);
    securityEvent(TROUBLE, 8, SecurityEvent.AUTH_FAILURE);
    securityEvent(PEOPLE, 6, SecurityEvent.ADMIN_ACCESS);
  }

  private void securityEvent(Pace pace, double perHour, SecurityEvent event) {
    all.add(
        Scene.of(pace, perHour)
            .counts("security.event.count", "event", event.tagValue())
            .live(nanos -> SecurityMetrics.event(event)));
  }

  private void accounts() {
    all.add(
        Scene.of(PEOPLE, 24)
            .counts("auth.register.success", "method", "password")
            .counts("user.registration.count", "status", "success")
            .counts("auth.request.count", "endpoint", "register", "status", "success")
            .counts("auth.email_verification.sent.count", "provider", "smtp")
            .live(
                nanos -> {
                  AuthMetrics.registeredBy("password");
                  AuthMetrics.registration(Result.SUCCESS);
                  AuthMetrics.request(AuthEndpoint.REGISTER, Result.SUCCESS);
                  AuthMetrics.emailVerificationSentBy("smtp");
                }));
    all.add(
        Scene.of(PEOPLE, 20)
            .counts("auth.email_verification.completed.count", "provider", "smtp")
            .live(nanos -> AuthMetrics.emailVerificationCompletedBy("smtp")));
    all.add(
        Scene.of(TROUBLE, 2)
            .counts("auth.signup.blocked.count", "reason", "disposable_address")
            .live(nanos -> AuthMetrics.signupBlockedFor("disposable_address")));
    all.add(
        Scene.of(PEOPLE, 5)
            .counts("auth.password_reset.sent.count", "provider", "smtp")
            .live(nanos -> AuthMetrics.passwordResetSentBy("smtp")));
    all.add(
        Scene.of(PEOPLE, 9)
            .counts("auth.session.revoked.count", "reason", "logout_everywhere")
            .live(nanos -> AuthMetrics.sessionRevokedFor("logout_everywhere")));
  }

  private void oauth() {
    authorize(190, Result.SUCCESS);
    authorize(5, Result.ERROR);
    all.add(
        Scene.of(TROUBLE, 3)
            .counts("oidc.authorize.access_denied.count", "reason", "consent_refused")
            .live(nanos -> OAuthMetrics.accessDeniedFor("consent_refused")));
    all.add(
        Scene.of(TROUBLE, 1.5)
            .counts("oidc.authorize.access_denied.count", "reason", "login_required")
            .live(nanos -> OAuthMetrics.accessDeniedFor("login_required")));
    all.add(
        Scene.of(TROUBLE, 1)
            .counts("oauth.pkce.failure.count", "reason", "verifier_mismatch")
            .live(nanos -> OAuthMetrics.pkceFailedFor("verifier_mismatch")));
    all.add(
        Scene.of(TROUBLE, 0.8)
            .counts("oauth.redirect_uri.invalid.count", "client_type", "public")
            .live(nanos -> OAuthMetrics.invalidRedirectUri(ClientType.PUBLIC)));
    all.add(
        Scene.of(PEOPLE, 260)
            .counts("oidc.userinfo.request.count", "result", "success")
            .live(nanos -> OAuthMetrics.userinfoRequest(Result.SUCCESS)));
    all.add(
        Scene.of(TROUBLE, 4)
            .counts("oidc.userinfo.request.count", "result", "error")
            .live(nanos -> OAuthMetrics.userinfoRequest(Result.ERROR)));
    all.add(
        Scene.of(MACHINES, 60)
            .counts("oidc.jwks.request.count", "result", "success")
            .live(nanos -> OAuthMetrics.jwksRequest(Result.SUCCESS)));
    all.add(
        Scene.of(TROUBLE, 0.6)
            .counts("oidc.jwks.request.count", "result", "error")
            .live(nanos -> OAuthMetrics.jwksRequest(Result.ERROR)));
  }

  private void authorize(double perHour, Result result) {
    all.add(
        Scene.of(result == Result.SUCCESS ? PEOPLE : TROUBLE, perHour, 38)
            .counts("oidc.authorize.request.count", "result", result.tagValue())
            .times("oidc.authorize.latency_ms", "result", result.tagValue())
            .live(nanos -> OAuthMetrics.authorizeTook(nanos, result)));
  }

  private void grants() {
    Map<GrantType, Integer> perHour =
        Map.of(
            GrantType.AUTHORIZATION_CODE, 185,
            GrantType.REFRESH_TOKEN, 300,
            GrantType.CLIENT_CREDENTIALS, 90);
    perHour.forEach((grant, often) -> grant(grant, often, Result.SUCCESS));
    grant(GrantType.AUTHORIZATION_CODE, 4, Result.ERROR);
    grant(GrantType.REFRESH_TOKEN, 9, Result.ERROR);
  }

  private void grant(GrantType grant, double perHour, Result result) {
    String[] tags = {"grant_type", grant.tagValue(), "result", result.tagValue()};
    all.add(
        Scene.of(result == Result.SUCCESS ? PEOPLE : TROUBLE, perHour, 21)
            .counts("oidc.token.request.count", tags)
            .times("oidc.token.latency_ms", tags)
            .live(nanos -> OAuthMetrics.tokenTook(grant, nanos, result)));
  }

  private void access(String resource, String action, double perHour, Access access) {
    String[] tags = {"resource", resource, "action", action, "result", access.tagValue()};
    all.add(
        Scene.of(PEOPLE, perHour, 1.8)
            .times("authz.check.duration_ms", tags)
            .counts("authz.decision.count", "result", access.tagValue(), "source", "rebac")
            .live(
                nanos -> {
                  AuthorizationMetrics.checkTook(resource, action, nanos, access);
                  AuthorizationMetrics.decided(access, "rebac");
                }));
  }

  private void accessInDepth() {
    all.add(
        Scene.of(PEOPLE, 240)
            .measures("authz.rebac.traversal_depth", 3, "entity_type", "order")
            .measures("authz.rebac.subjects_expanded", 14, "entity_type", "order")
            .counts("rebac.query.count", "relation", "owner")
            .live(
                nanos -> {
                  AuthorizationMetrics.traversalDepth("order", Chance.whole(3));
                  AuthorizationMetrics.subjectsExpanded("order", Chance.whole(14));
                  AuthorizationMetrics.relationQueried("owner");
                }));
    all.add(
        Scene.of(PEOPLE, 240, 0.9)
            .times("authz.policy.duration_ms", "policy_id", "shop_staff", "source", "rebac")
            .live(nanos -> AuthorizationMetrics.policyTook("shop_staff", "rebac", nanos)));
    all.add(
        Scene.of(MACHINES, 4, 34)
            .times("authz.model.load_duration_ms", "entity_type", "order")
            .live(nanos -> AuthorizationMetrics.modelLoadTook("order", nanos)));
    all.add(
        Scene.of(TROUBLE, 2.5)
            .counts("authz.error.count", "stage", "traversal")
            .live(nanos -> AuthorizationMetrics.failedAt("traversal")));
  }

  private void keys() {
    all.add(
        Scene.of(PEOPLE, 4)
            .counts("apikey.issued.count", "result", "success")
            .live(nanos -> KeyMetrics.apiKeyIssued(Result.SUCCESS)));
    all.add(
        Scene.of(PEOPLE, 1.2)
            .counts("apikey.revoked.count", "reason", "rotated")
            .live(nanos -> KeyMetrics.apiKeyRevokedFor("rotated")));
    all.add(
        Scene.of(TROUBLE, 0.4)
            .counts("apikey.revoked.count", "reason", "leaked")
            .live(nanos -> KeyMetrics.apiKeyRevokedFor("leaked")));
    all.add(
        Scene.of(TROUBLE, 3)
            .counts("apikey.auth.invalid.count", "reason", "expired")
            .live(nanos -> KeyMetrics.apiKeyRefusedFor("expired")));
    all.add(
        Scene.of(TROUBLE, 1.5)
            .counts("apikey.auth.invalid.count", "reason", "revoked")
            .live(nanos -> KeyMetrics.apiKeyRefusedFor("revoked")));
    all.add(
        Scene.of(PEOPLE, 240, 1.1)
            .times("apikey.resolve.duration_ms")
            .measures("apikey.groups.count", 4)
            .live(
                nanos -> {
                  KeyMetrics.apiKeyResolveTook(nanos);
                  KeyMetrics.apiKeyGroups(Chance.whole(4));
                }));
  }
}
