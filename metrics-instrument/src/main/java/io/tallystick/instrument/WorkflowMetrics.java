package io.tallystick.instrument;

import static io.tallystick.instrument.Stopwatch.millis;
import static io.tallystick.instrument.TagValue.status;
import static io.tallystick.instrument.TagValue.text;

import io.tallystick.Measured;
import io.tallystick.Metrics;
import io.tallystick.Result;
import io.tallystick.Work;
import org.jspecify.annotations.Nullable;

/**
 * How workflows run, and what those tell that judge how learners get on. A workflow's type is such
 * as {@code struggle} or {@code audit}: one of a few.
 *
 * <p>For any thread. A null is dropped and counted as in a plain call; nothing throws but the work
 * that is timed.
 *
 * <pre>{@code
 * WorkflowMetrics.run("struggle", () -> workflow.execute(submission));
 * WorkflowMetrics.struggleJudged(Struggle.NOT_STRUGGLING);
 * }</pre>
 */
public final class WorkflowMetrics {
  private static final String WORKFLOW_TYPE = "workflow_type";

  private WorkflowMetrics() {}

  /**
   * Runs a workflow, counts it, and records how long that took. What it threw passes through; of
   * what it failed is not counted but by {@link #failed}.
   */
  public static <R extends @Nullable Object, X extends Throwable> R timed(
      String workflowType, Measured<R, X> work) throws X {
    return Stopwatch.time(workflowType, work, WorkflowMetrics::took);
  }

  /** Runs a workflow that gives back nothing, like {@link #timed}. */
  public static <X extends Throwable> void run(String workflowType, Work<X> work) throws X {
    timed(workflowType, work);
  }

  /** A workflow ran for so many nanoseconds; counts it and records the time. */
  public static void took(String workflowType, long nanos, Result result) {
    Metrics.current()
        .count(
            "workflow.execution.count", 1, WORKFLOW_TYPE, workflowType, "status", status(result));
    Metrics.current().histogram("workflow.duration_ms", millis(nanos), WORKFLOW_TYPE, workflowType);
  }

  /**
   * A workflow failed of something. It is counted here alone, since only the application knows of
   * what; that it ran is counted with its time.
   *
   * @param workflowType the workflow, such as {@code audit}
   * @param errorType of what, such as {@code execution_error}; never a message
   */
  public static void failed(String workflowType, String errorType) {
    Metrics.current()
        .count("workflow.failure.count", 1, WORKFLOW_TYPE, workflowType, "error_type", errorType);
  }

  /** A learner's work was judged. */
  public static void struggleJudged(Struggle struggle) {
    Metrics.current().count("struggle.detection.count", 1, Result.TAG, text(struggle));
  }

  /**
   * The work that was judged had been edited so often, by the measure that the application takes.
   */
  public static void editFrequency(double edits) {
    Metrics.current().histogram("struggle.workflow.edit_frequency", edits);
  }

  /** The work that was judged held so many errors. */
  public static void errorCount(long errors) {
    Metrics.current().histogram("struggle.workflow.error_count", errors);
  }

  /** A lesson was recommended. */
  public static void lessonRecommended() {
    Metrics.current().count("lesson.recommendation.count");
  }
}
