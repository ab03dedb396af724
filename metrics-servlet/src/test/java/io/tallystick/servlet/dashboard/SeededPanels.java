package io.tallystick.servlet.dashboard;

import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.UserMetricKind;
import io.tallystick.core.RuntimeBuilder;
import io.tallystick.core.derived.DerivedMetric;
import io.tallystick.core.derived.DerivedTable;
import java.time.Duration;
import java.util.Map;
import org.sqlite.SQLiteDataSource;

/** What fills the panels of the overview that few systems have, so that their numbers are known. */
final class SeededPanels {
  /** Every so many minutes it is recorded. */
  static final int EVERY = 30;

  /**
   * How many times that is in the last day, but the hour in which it was off and its first minute.
   */
  static final int TIMES =
      (SeededHistory.MINUTES - SeededHistory.OFF_TO + SeededHistory.OFF_FROM) / EVERY - 1;

  static final String TENANT = "acme";

  private SeededPanels() {}

  static void fill(SeededHistory history, int ago) {
    if (ago % EVERY == 0) {
      authorization(history);
      oauth(history);
      keys(history);
      mail(history);
      workflows(history);
      machine(history);
      if (ago == 4 * EVERY) {
        administration(history);
      }
    }
  }

  private static void authorization(SeededHistory history) {
    history.time("authz.rebac.traversal_depth", 3, "entity_type", "group");
    history.time("authz.rebac.subjects_expanded", 24, "entity_type", "group");
    history.time("pipeline.node.overhead_ms", 5, "script_id", "tax");
    history.gauge("lua.pool.active", 6);
    history.gauge("lua.pool.waiting", 2);
    history.count("lua.pool.exhausted", 1);
    history.time("webhook.emit.duration_ms", 12, "event_type", "invoice");
    history.time("webhook.delivery.duration_ms", 230, "status", "success");
  }

  private static void administration(SeededHistory history) {
    history.count("admin.session.revoke", 2, "actor_type", "admin");
    history.count("admin.session.revoke", 1, "actor_type", "support");
    history.count("admin.policy.change.count", 4, "action", SeededHistory.HOSTILE);
    history.count("admin.pipeline.secret.rotate.count", 1, "result", "error");
  }

  private static void oauth(SeededHistory history) {
    history.count("oidc.authorize.request.count", 9, "result", "success");
    history.count("oidc.authorize.request.count", 1, "result", "error");
    history.time("oidc.authorize.latency_ms", 33, "result", "success");
    history.time("oidc.token.latency_ms", 21, "result", "success");
    history.count("oauth.pkce.failure.count", 2, "reason", "no_verifier");
  }

  private static void keys(SeededHistory history) {
    history.count("apikey.issued.count", 2, "result", "success");
    history.count("apikey.issued.count", 1, "result", "error");
    history.count("apikey.revoked.count", 1, "reason", "leaked");
    history.count("apikey.auth.missing.count", 3);
    history.count("apikey.auth.invalid.count", 4, "reason", "expired");
    history.time("apikey.resolve.duration_ms", 2);
    history.time("apikey.groups.count", 5);
    history.gauge("jwks.active_key.age_ms", Duration.ofDays(28).toMillis());
    history.count("jwks.rotation.success", 1);
    history.time("jwks.rotate.duration_ms", 150, "result", "success");
    history.count("jwks.pruned.count", 1);
  }

  private static void mail(SeededHistory history) {
    history.count("email.send.success", 15, "type", "invoice");
    history.count("email.send.error", 3, "type", "invoice");
    history.count("email.send.rate_limited.count", 2, "type", "invoice");
    history.time("email.send.duration_ms", 90, "type", "invoice");
  }

  private static void workflows(SeededHistory history) {
    history.count("workflow.execution.count", 8, "workflow_type", "audit", "status", "success");
    history.count("workflow.execution.count", 2, "workflow_type", "audit", "status", "failure");
    history.time("workflow.duration_ms", 800, "workflow_type", "audit");
    history.count(
        "workflow.failure.count", 2, "workflow_type", "audit", "error_type", "execution_error");
    history.count("audit.violation.count", 5, "violation_type", "debugger_call");
  }

  private static void machine(SeededHistory history) {
    history.gauge("users.total", 42);
    history.gauge("executor.threads.active", 3, "executor", "mail");
    history.gauge("executor.tasks.waiting", 1, "executor", "mail");
    history.gauge("database.connections.active", 4, "pool", "main");
  }

  /** What the application's own tables say. */
  static RuntimeBuilder derive(RuntimeBuilder builder) {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite::memory:");
    return builder
        .derived(DerivedMetric.gauge("users.total", source, "SELECT 42 AS value"))
        .derivedTables(
            DerivedTable.of(
                "signins.recent",
                "Recent sign-ins",
                source,
                "SELECT 'ann' AS who, 'password' AS method WHERE :from < :to LIMIT :limit"),
            DerivedTable.of(
                "pipeline.traces",
                "Traces of pipelines",
                source,
                "SELECT 1234 AS executions, 87.5 AS mean_duration_ms WHERE :from < :to"
                    + " LIMIT :limit"));
  }

  /** What tenants record, now. */
  static void recordOfTenants(Metrics metrics) {
    Map.of(TENANT, 7, "beta", 5)
        .forEach(
            (tenant, count) ->
                metrics.recordUserMetric(
                    tenant,
                    "user.invoice.processed_count",
                    count,
                    UserMetricKind.COUNT,
                    Tags.empty()));
    metrics.recordUserMetric(
        TENANT, "user.invoice.open", 12, UserMetricKind.GAUGE, Tags.of("shop", "web"));
  }
}
