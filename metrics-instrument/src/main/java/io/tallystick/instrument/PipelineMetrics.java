package io.tallystick.instrument;

import static io.tallystick.instrument.Stopwatch.millis;
import static io.tallystick.instrument.TagValue.status;

import io.tallystick.Measured;
import io.tallystick.Metrics;
import io.tallystick.Result;
import io.tallystick.Work;
import org.jspecify.annotations.Nullable;

/**
 * How pipelines run, and what the engine around their scripts costs.
 *
 * <p>For any thread. A null is dropped and counted as in a plain call; nothing throws but the work
 * that is timed.
 *
 * <pre>{@code
 * PipelineMetrics.run("invoices", "order_paid", () -> pipeline.run(order));
 * PipelineMetrics.scriptOverhead("discount", nanos);
 * }</pre>
 */
public final class PipelineMetrics {

  private PipelineMetrics() {}

  /**
   * Runs a pipeline from its trigger to its end, and records how long that took.
   *
   * @param pipelineId the pipeline, of a number that stays small
   * @param triggerEvent what set it off, such as {@code order_paid}
   */
  public static <R extends @Nullable Object, X extends Throwable> R timed(
      String pipelineId, String triggerEvent, Measured<R, X> work) throws X {
    return Stopwatch.time(pipelineId, triggerEvent, work, PipelineMetrics::took);
  }

  /** Runs a pipeline that gives back nothing, like {@link #timed}. */
  public static <X extends Throwable> void run(String pipelineId, String triggerEvent, Work<X> work)
      throws X {
    timed(pipelineId, triggerEvent, work);
  }

  /**
   * A pipeline ran for so many nanoseconds.
   *
   * @param pipelineId the pipeline, of a number that stays small
   * @param triggerEvent what set it off, such as {@code order_paid}
   */
  public static void took(String pipelineId, String triggerEvent, long nanos, Result result) {
    Metrics.current()
        .histogram(
            "pipeline.exec.duration_ms",
            millis(nanos),
            "pipeline_id",
            pipelineId,
            "status",
            status(result),
            "trigger_event",
            triggerEvent);
  }

  /** The engine added so many nanoseconds around a script, beside the script's own run. */
  public static void scriptOverhead(String scriptId, long nanos) {
    Metrics.current().histogram("pipeline.node.overhead_ms", millis(nanos), "script_id", scriptId);
  }
}
