package io.tallystick.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.core.WrittenDown;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthorizationMetricsTest {
  private final WrittenDown calls = new WrittenDown();

  @AfterEach
  void uninstall() {
    calls.close();
  }

  @Test
  void decisionsAreCountedAndTimed() {
    AuthorizationMetrics.checkTook("document", "read", 2_500_000, Access.DENIED);
    AuthorizationMetrics.decided(Access.ERROR, "rbac");
    AuthorizationMetrics.failedAt("load");
    AuthorizationMetrics.policyTook("p1", "store", 2_500_000);
    AuthorizationMetrics.modelLoadTook("team", 2_500_000);
    AuthorizationMetrics.traversalDepth("team", 4);
    AuthorizationMetrics.subjectsExpanded("team", 40);
    AuthorizationMetrics.relationQueried("owner");

    assertThat(calls.lines())
        .containsExactly(
            "histogram authz.check.duration_ms 2.5 {action=read, resource=document, result=denied}",
            "count authz.decision.count 1 {result=error, source=rbac}",
            "count authz.error.count 1 {stage=load}",
            "histogram authz.policy.duration_ms 2.5 {policy_id=p1, source=store}",
            "histogram authz.model.load_duration_ms 2.5 {entity_type=team}",
            "histogram authz.rebac.traversal_depth 4 {entity_type=team}",
            "histogram authz.rebac.subjects_expanded 40 {entity_type=team}",
            "count rebac.query.count 1 {relation=owner}");
  }

  @Test
  void theAnswerOfACheckIsItsResult() {
    assertThat(AuthorizationMetrics.check("document", "read", () -> true)).isTrue();
    assertThat(result()).isEqualTo("{action=read, resource=document, result=allowed}");
    assertThat(AuthorizationMetrics.check("document", "read", () -> false)).isFalse();
    assertThat(result()).isEqualTo("{action=read, resource=document, result=denied}");
    assertThat(
            AuthorizationMetrics.<Boolean, RuntimeException>check("document", "read", () -> null))
        .as("a null stays one")
        .isNull();
    assertThat(result()).isEqualTo("{action=read, resource=document, result=error}");
  }

  @Test
  void anAnswerThatIsNoNullIsAConditionAsItIs() {
    boolean isAllowed = AuthorizationMetrics.check("document", "read", () -> true);
    AuthorizationMetrics.decided(isAllowed ? Access.ALLOWED : Access.DENIED, "rbac");

    assertThat(calls.lines())
        .hasSize(2)
        .last()
        .isEqualTo("count authz.decision.count 1 {result=allowed, source=rbac}");
  }

  @Test
  void aCheckThatThrowsIsAnError() {
    IOException broken = new IOException("broken");

    assertThatThrownBy(
            () ->
                AuthorizationMetrics.check(
                    "document",
                    "read",
                    () -> {
                      throw broken;
                    }))
        .isSameAs(broken);
    assertThat(result()).isEqualTo("{action=read, resource=document, result=error}");
  }

  private String result() {
    String only = calls.lines().get(0);
    return only.substring(only.indexOf('{'));
  }
}
