package io.tallystick.examples.quickstart;

import static io.tallystick.examples.quickstart.Pace.KEY;
import static io.tallystick.examples.quickstart.Pace.MACHINES;
import static io.tallystick.examples.quickstart.Pace.PEOPLE;
import static io.tallystick.examples.quickstart.Pace.TROUBLE;

import io.tallystick.Result;
import io.tallystick.instrument.AdminMetrics;
import io.tallystick.instrument.AuditMetrics;
import io.tallystick.instrument.AuditStatus;
import io.tallystick.instrument.EmailMetrics;
import io.tallystick.instrument.KeyMetrics;
import io.tallystick.instrument.PipelineMetrics;
import io.tallystick.instrument.PolicyChange;
import io.tallystick.instrument.QueueMetrics;
import io.tallystick.instrument.RedisMetrics;
import io.tallystick.instrument.ScriptPoolMetrics;
import io.tallystick.instrument.Struggle;
import io.tallystick.instrument.WebhookMetrics;
import io.tallystick.instrument.WorkflowMetrics;
import java.util.ArrayList;
import java.util.List;

/** What goes on behind the counter: pipelines, messages, workflows, keys and administration. */
final class EngineScenes {
  private final List<Happening> all = new ArrayList<>();

  private EngineScenes() {}

  static List<Happening> all() {
    EngineScenes scenes = new EngineScenes();
    scenes.pipelines();
    scenes.webhooks();
    scenes.mail();
    scenes.workflows();
    scenes.lessons();
    scenes.audits();
    scenes.signingKeys();
    scenes.administration();
    scenes.sharedMemory();
    return scenes.all;
  }

  private void pipelines() {
    pipeline("welcome", "user.created", 24, 85, Result.SUCCESS);
    pipeline("invoices", "order.paid", 220, 140, Result.SUCCESS);
    pipeline("invoices", "order.paid", 3, 260, Result.ERROR);
    pipeline("reminders", "schedule", 60, 310, Result.SUCCESS);
    pipeline("stock", "webhook.received", 90, 52, Result.SUCCESS);
    all.add(
        Scene.of(PEOPLE, 300, 2.4)
            .times("pipeline.node.overhead_ms", "script_id", "invoices")
            .live(nanos -> PipelineMetrics.scriptOverhead("invoices", nanos)));
    all.add(
        Scene.of(TROUBLE, 1.5)
            .counts("lua.pool.exhausted")
            .live(nanos -> ScriptPoolMetrics.exhausted()));
  }

  private void pipeline(String id, String trigger, double perHour, double millis, Result result) {
    String status = result == Result.SUCCESS ? "success" : "failure";
    all.add(
        Scene.of(result == Result.SUCCESS ? PEOPLE : TROUBLE, perHour, millis)
            .times(
                "pipeline.exec.duration_ms",
                "pipeline_id",
                id,
                "status",
                status,
                "trigger_event",
                trigger)
            .live(nanos -> PipelineMetrics.took(id, trigger, nanos, result)));
  }

  private void webhooks() {
    emitted("order.created", 230);
    emitted("order.paid", 210);
    emitted("invoice.sent", 190);
    all.add(
        Scene.of(TROUBLE, 3)
            .counts("qstash.publish.error.count", "queue", "webhooks")
            .live(nanos -> QueueMetrics.publishFailedOn("webhooks")));
    all.add(
        Scene.of(PEOPLE, 600, 180)
            .times("webhook.delivery.duration_ms", "status", "success", "response_code", "200")
            .live(nanos -> WebhookMetrics.delivered(200, nanos)));
    all.add(
        Scene.of(TROUBLE, 5, 900)
            .times("webhook.delivery.duration_ms", "status", "failure", "response_code", "503")
            .counts(
                "webhook.delivery.retry.count", "event_type", "order.paid", "attempt_bucket", "2")
            .live(
                nanos -> {
                  WebhookMetrics.delivered(503, nanos);
                  WebhookMetrics.retried("order.paid", 2);
                }));
  }

  private void emitted(String event, double perHour) {
    all.add(
        Scene.of(PEOPLE, perHour, 11)
            .counts("webhook.emit.count", "event_type", event)
            .times("webhook.emit.duration_ms", "event_type", event)
            .counts("qstash.publish.count", "queue", "webhooks")
            .live(
                nanos -> {
                  WebhookMetrics.emitTook(event, nanos);
                  QueueMetrics.publishedOn("webhooks");
                }));
  }

  private void mail() {
    mail("receipt", 210, 240);
    mail("welcome", 24, 260);
    mail("password_reset", 5, 230);
    all.add(
        Scene.of(TROUBLE, 3, 2_400)
            .counts("email.send.error", "type", "receipt")
            .times("email.send.duration_ms", "type", "receipt")
            .live(nanos -> EmailMetrics.took("receipt", nanos, Result.ERROR)));
    all.add(
        Scene.of(PEOPLE, 6)
            .counts("email.send.rate_limited.count", "type", "newsletter")
            .live(nanos -> EmailMetrics.rateLimited("newsletter")));
  }

  private void mail(String type, double perHour, double millis) {
    all.add(
        Scene.of(PEOPLE, perHour, millis)
            .counts("email.send.success", "type", type)
            .times("email.send.duration_ms", "type", type)
            .live(nanos -> EmailMetrics.took(type, nanos, Result.SUCCESS)));
  }

  private void workflows() {
    workflow("audit", 40, 1_900, Result.SUCCESS);
    workflow("audit", 1.2, 3_500, Result.ERROR);
    workflow("struggle", 70, 420, Result.SUCCESS);
    workflow("struggle", 1.5, 800, Result.ERROR);
    failure("audit", "execution_error", 0.8);
    failure("audit", "service_unavailable", 0.4);
    failure("struggle", "service_unavailable", 1.5);
  }

  private void workflow(String type, double perHour, double millis, Result result) {
    String status = result == Result.SUCCESS ? "success" : "failure";
    all.add(
        Scene.of(result == Result.SUCCESS ? PEOPLE : TROUBLE, perHour, millis)
            .counts("workflow.execution.count", "workflow_type", type, "status", status)
            .times("workflow.duration_ms", "workflow_type", type)
            .live(nanos -> WorkflowMetrics.took(type, nanos, result)));
  }

  private void failure(String type, String error, double perHour) {
    all.add(
        Scene.of(TROUBLE, perHour)
            .counts("workflow.failure.count", "workflow_type", type, "error_type", error)
            .live(nanos -> WorkflowMetrics.failed(type, error)));
  }

  private void lessons() {
    judged(Struggle.STRUGGLING, 17, 9, 4);
    judged(Struggle.NOT_STRUGGLING, 53, 5, 1);
    all.add(
        Scene.of(PEOPLE, 15)
            .counts("lesson.recommendation.count")
            .live(nanos -> WorkflowMetrics.lessonRecommended()));
  }

  private void judged(Struggle struggle, double perHour, double edits, double errors) {
    all.add(
        Scene.of(PEOPLE, perHour)
            .counts("struggle.detection.count", "result", struggle.tagValue())
            .measures("struggle.workflow.edit_frequency", edits)
            .measures("struggle.workflow.error_count", errors)
            .live(
                nanos -> {
                  WorkflowMetrics.struggleJudged(struggle);
                  WorkflowMetrics.editFrequency((double) Chance.whole(edits));
                  WorkflowMetrics.errorCount(Chance.whole(errors));
                }));
  }

  private void audits() {
    audit(AuditStatus.PASS, 31);
    audit(AuditStatus.REMEDIATION_REQUIRED, 6);
    audit(AuditStatus.FAIL, 3);
    violations("long_function", 14);
    violations("print_statement", 9);
    violations("debugger_call", 2);
    violations("hardcoded_secret", 0.7);
    all.add(
        Scene.of(PEOPLE, 40)
            .measures("audit.files_processed", 120)
            .measures("audit.violations_detected", 2)
            .live(
                nanos -> {
                  AuditMetrics.filesProcessed(Chance.whole(120));
                  AuditMetrics.violationsDetected(Chance.whole(2));
                }));
  }

  private void audit(AuditStatus status, double perHour) {
    all.add(
        Scene.of(PEOPLE, perHour)
            .counts("audit.execution.count", "status", status.tagValue())
            .live(nanos -> AuditMetrics.executed(status)));
  }

  private void violations(String type, double perHour) {
    all.add(
        Scene.of(PEOPLE, perHour)
            .counts("audit.violation.count", "violation_type", type)
            .live(nanos -> AuditMetrics.violations(type, 1)));
  }

  private void signingKeys() {
    all.add(
        Scene.of(KEY, 1, 640)
            .counts("jwks.rotation.success")
            .times("jwks.rotate.duration_ms", "result", "success")
            .counts("jwks.rotate.triggered.count", "reason", "schedule")
            .counts("jwks.pruned.count")
            .live(
                nanos -> {
                  KeyMetrics.rotationTook(nanos, Result.SUCCESS);
                  KeyMetrics.rotationTriggeredFor("schedule");
                  KeyMetrics.pruned(1);
                }));
    all.add(
        Scene.of(TROUBLE, 0.03, 1_900)
            .counts("jwks.rotation.error")
            .times("jwks.rotate.duration_ms", "result", "error")
            .live(nanos -> KeyMetrics.rotationTook(nanos, Result.ERROR)));
    all.add(
        Scene.of(MACHINES, 1, 45)
            .times("jwks.prune.duration_ms", "result", "success")
            .live(nanos -> KeyMetrics.pruneTook(nanos, Result.SUCCESS)));
  }

  private void sharedMemory() {
    all.add(
        Scene.of(PEOPLE, 240, 0.6)
            .times("redis.request.latency_ms", "operation", "get")
            .live(nanos -> RedisMetrics.took("get", nanos, Result.SUCCESS)));
    all.add(
        Scene.of(TROUBLE, 2, 40)
            .times("redis.request.latency_ms", "operation", "get")
            .counts("redis.request.error.count", "operation", "get")
            .live(nanos -> RedisMetrics.took("get", nanos, Result.ERROR)));
    all.add(
        Scene.of(TROUBLE, 0.5)
            .counts("redis.connection.error.count", "database", "auth_db", "error_type", "timeout")
            .live(nanos -> RedisMetrics.connectionFailed("auth_db", "timeout")));
  }

  private void administration() {
    all.add(
        Scene.of(PEOPLE, 3)
            .counts("admin.session.revoke", "actor_type", "admin")
            .live(nanos -> AdminMetrics.sessionRevokedBy("admin")));
    all.add(
        Scene.of(PEOPLE, 6)
            .counts("admin.stats.view", "actor_type", "admin")
            .live(nanos -> AdminMetrics.statsViewedBy("admin")));
    all.add(
        Scene.of(PEOPLE, 4)
            .counts("admin.permission_request.approve.count", "scope", "reports")
            .live(nanos -> AdminMetrics.permissionApproved("reports")));
    all.add(
        Scene.of(PEOPLE, 1)
            .counts("admin.permission_request.reject.count", "scope", "refunds")
            .live(nanos -> AdminMetrics.permissionRejected("refunds")));
    all.add(
        Scene.of(PEOPLE, 2)
            .counts("admin.policy.change.count", "action", "update")
            .live(nanos -> AdminMetrics.policyChanged(PolicyChange.UPDATE)));
    all.add(
        Scene.of(PEOPLE, 2)
            .counts("admin.pipeline.graph.save.count", "result", "success")
            .live(nanos -> AdminMetrics.pipelineGraphSaved(Result.SUCCESS)));
    all.add(
        Scene.of(MACHINES, 0.5)
            .counts("admin.pipeline.secret.rotate.count", "result", "success")
            .live(nanos -> AdminMetrics.pipelineSecretRotated(Result.SUCCESS)));
  }
}
