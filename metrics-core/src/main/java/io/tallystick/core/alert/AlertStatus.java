package io.tallystick.core.alert;

import io.tallystick.core.deliver.ReceiverStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How alerting gets on in this instance.
 *
 * <pre>{@code
 * alerts.status().problems().forEach((ruleId, reason) -> show(ruleId + ": " + reason));
 * }</pre>
 *
 * @param isEvaluating whether this is the instance that evaluates; one of those that share a store
 *     does
 * @param evaluatedThrough the end of the last window that it evaluated; null while it did none
 * @param lastError why evaluating failed last; null while it never did
 * @param problems why rules could not be evaluated last time, by their ids
 * @param receivers how those get on whom alerts are sent to
 */
public record AlertStatus(
    boolean isEvaluating,
    @Nullable Instant evaluatedThrough,
    @Nullable String lastError,
    Map<String, String> problems,
    List<ReceiverStatus> receivers) {
  /** Of a runtime that is switched off. */
  public static final AlertStatus NONE = new AlertStatus(false, null, null, Map.of(), List.of());

  /** Copies map and list. */
  public AlertStatus {
    problems = Map.copyOf(problems);
    receivers = List.copyOf(receivers);
  }
}
