package io.tallystick.instrument;

import static io.tallystick.instrument.Stopwatch.millis;
import static io.tallystick.instrument.TagValue.text;

import io.tallystick.Measured;
import io.tallystick.Metrics;
import io.tallystick.Result;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what, and how long it takes to decide. A resource and an entity type are kinds, such
 * as {@code document}, never one of them; a source is who decided, such as {@code rbac} or {@code
 * cache}. Work that gives back a stage, such as a {@code CompletionStage}, is timed until it gives
 * it back.
 *
 * <p>For any thread. A null is dropped and counted as in a plain call; nothing throws but the work
 * that is timed.
 *
 * <pre>{@code
 * boolean isAllowed =
 *     AuthorizationMetrics.check("document", "read", () -> policies.allow(user, document));
 * AuthorizationMetrics.decided(isAllowed ? Access.ALLOWED : Access.DENIED, "rbac");
 * }</pre>
 */
public final class AuthorizationMetrics {
  private static final String ENTITY_TYPE = "entity_type";
  private static final String SOURCE = "source";

  private AuthorizationMetrics() {}

  /**
   * Asks whether an action on a kind of resource is allowed, and records how long the answer took.
   *
   * @param resource what is acted on, such as {@code document}
   * @param action what is done to it, such as {@code read}
   * @param work true allows, false denies; whoever throws, or gives back null, could not say, which
   *     is recorded as {@code error}
   * @return the very answer; null where the work gave back null, and only then
   */
  public static <R extends @Nullable Boolean, X extends Throwable> R check(
      String resource, String action, Measured<R, X> work) throws X {
    if (!Metrics.isInstalled()) {
      return work.call();
    }
    Access access = Access.ERROR;
    long start = System.nanoTime();
    try {
      R answer = work.call();
      access = access(answer);
      return answer;
    } finally {
      checkTook(resource, action, System.nanoTime() - start, access);
    }
  }

  private static Access access(@Nullable Boolean answer) {
    if (answer == null) {
      return Access.ERROR;
    }
    return answer ? Access.ALLOWED : Access.DENIED;
  }

  /**
   * It took so many nanoseconds to decide whether an action on a kind of resource is allowed.
   *
   * @param resource what is acted on, such as {@code document}
   * @param action what is done to it, such as {@code read}
   */
  public static void checkTook(String resource, String action, long nanos, Access access) {
    Metrics.current()
        .histogram(
            "authz.check.duration_ms",
            millis(nanos),
            "resource",
            resource,
            "action",
            action,
            Result.TAG,
            text(access));
  }

  /** A decision was made. */
  public static void decided(Access access, String source) {
    Metrics.current().count("authz.decision.count", 1, Result.TAG, text(access), SOURCE, source);
  }

  /** A check broke before a decision was made, at a stage such as {@code load}. */
  public static void failedAt(String stage) {
    Metrics.current().count("authz.error.count", 1, "stage", stage);
  }

  /**
   * Evaluates a policy, and records how long that took.
   *
   * @param policyId the policy, of a number that stays small
   * @param source where it comes from
   */
  public static <R extends @Nullable Object, X extends Throwable> R timedPolicy(
      String policyId, String source, Measured<R, X> work) throws X {
    return Stopwatch.time(
        policyId, source, work, (id, from, nanos, result) -> policyTook(id, from, nanos));
  }

  /**
   * It took so many nanoseconds to evaluate a policy.
   *
   * @param policyId the policy, of a number that stays small
   * @param source where it comes from
   */
  public static void policyTook(String policyId, String source, long nanos) {
    Metrics.current()
        .histogram(
            "authz.policy.duration_ms", millis(nanos), "policy_id", policyId, SOURCE, source);
  }

  /** Loads the authorization model of a kind of entity, and records how long that took. */
  public static <R extends @Nullable Object, X extends Throwable> R timedModelLoad(
      String entityType, Measured<R, X> work) throws X {
    return Stopwatch.time(entityType, work, (type, nanos, result) -> modelLoadTook(type, nanos));
  }

  /** It took so many nanoseconds to load the authorization model of a kind of entity. */
  public static void modelLoadTook(String entityType, long nanos) {
    Metrics.current()
        .histogram("authz.model.load_duration_ms", millis(nanos), ENTITY_TYPE, entityType);
  }

  /** A check had to look so many relations deep. */
  public static void traversalDepth(String entityType, long relations) {
    Metrics.current().histogram("authz.rebac.traversal_depth", relations, ENTITY_TYPE, entityType);
  }

  /** A check had to unfold so many subjects before it knew the answer. */
  public static void subjectsExpanded(String entityType, long subjects) {
    Metrics.current().histogram("authz.rebac.subjects_expanded", subjects, ENTITY_TYPE, entityType);
  }

  /** A relation such as {@code owner} was looked up. */
  public static void relationQueried(String relation) {
    Metrics.current().count("rebac.query.count", 1, "relation", relation);
  }
}
