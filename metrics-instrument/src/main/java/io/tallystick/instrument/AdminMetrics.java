package io.tallystick.instrument;

import static io.tallystick.instrument.TagValue.text;

import io.tallystick.Metrics;
import io.tallystick.Result;

/**
 * What administrators do. A type of actor is such as {@code admin} or {@code support}, a scope what
 * a permission is for: each one of a few, never a person.
 *
 * <p>For any thread. A null is dropped and counted as in a plain call; nothing throws.
 *
 * <pre>{@code
 * AdminMetrics.sessionRevokedBy("support");
 * AdminMetrics.accessed("/admin/users/{id}", Access.DENIED);
 * }</pre>
 */
public final class AdminMetrics {
  private static final String ACTOR_TYPE = "actor_type";
  private static final String SCOPE = "scope";

  private AdminMetrics() {}

  /** Someone ended the session of someone else. */
  public static void sessionRevokedBy(String actorType) {
    Metrics.current().count("admin.session.revoke", 1, ACTOR_TYPE, actorType);
  }

  /** Someone opened the administration's statistics. */
  public static void statsViewedBy(String actorType) {
    Metrics.current().count("admin.stats.view", 1, ACTOR_TYPE, actorType);
  }

  /** A request for a permission was approved. */
  public static void permissionApproved(String scope) {
    Metrics.current().count("admin.permission_request.approve.count", 1, SCOPE, scope);
  }

  /** A request for a permission was turned down. */
  public static void permissionRejected(String scope) {
    Metrics.current().count("admin.permission_request.reject.count", 1, SCOPE, scope);
  }

  /** A policy was created, changed or removed. */
  public static void policyChanged(PolicyChange change) {
    Metrics.current().count("admin.policy.change.count", 1, "action", text(change));
  }

  /** The graph of a pipeline was saved, or was not. */
  public static void pipelineGraphSaved(Result result) {
    Metrics.current().count("admin.pipeline.graph.save.count", 1, Result.TAG, text(result));
  }

  /** A secret of a pipeline was replaced, or was not. */
  public static void pipelineSecretRotated(Result result) {
    Metrics.current().count("admin.pipeline.secret.rotate.count", 1, Result.TAG, text(result));
  }

  /**
   * A request came to a route of the administration.
   *
   * @param route the pattern that matched, such as {@code /admin/users/{id}}; never the path itself
   */
  public static void accessed(String route, Access access) {
    Metrics.current().count("admin.access.count", 1, "route_id", route, Result.TAG, text(access));
  }
}
