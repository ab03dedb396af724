package io.tallystick.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Result;
import io.tallystick.core.WrittenDown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdminMetricsTest {
  private final WrittenDown calls = new WrittenDown();

  @AfterEach
  void uninstall() {
    calls.close();
  }

  @Test
  void whatAdministratorsDoIsCounted() {
    AdminMetrics.sessionRevokedBy("support");
    AdminMetrics.statsViewedBy("admin");
    AdminMetrics.permissionApproved("export");
    AdminMetrics.permissionRejected("export");
    AdminMetrics.policyChanged(PolicyChange.DELETE);
    AdminMetrics.pipelineGraphSaved(Result.SUCCESS);
    AdminMetrics.pipelineSecretRotated(Result.ERROR);
    AdminMetrics.accessed("/admin/users/{id}", Access.DENIED);

    assertThat(calls.lines())
        .containsExactly(
            "count admin.session.revoke 1 {actor_type=support}",
            "count admin.stats.view 1 {actor_type=admin}",
            "count admin.permission_request.approve.count 1 {scope=export}",
            "count admin.permission_request.reject.count 1 {scope=export}",
            "count admin.policy.change.count 1 {action=delete}",
            "count admin.pipeline.graph.save.count 1 {result=success}",
            "count admin.pipeline.secret.rotate.count 1 {result=error}",
            "count admin.access.count 1 {result=denied, route_id=/admin/users/{id}}");
  }

  @Test
  void whatASecurityReviewWouldSeeIsCounted() {
    SecurityMetrics.event(SecurityEvent.CORS_VIOLATION);

    assertThat(calls.lines())
        .containsExactly("count security.event.count 1 {event=cors_violation}");
  }
}
