package io.tallystick.core.alert;

import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.AlertState;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * That a key comes near its limit, as the request that brought it there told.
 *
 * <pre>{@code
 * alerts.warn(new LimitWarning("client:1", now, minute, 82, 80, "Key client:1 is at 82 of 100 …"));
 * }</pre>
 *
 * @param key whose limit it is
 * @param at when
 * @param window in which minute, by its start
 * @param percent how much of the limit is used
 * @param threshold from how many percent on that is told
 * @param text a sentence for people
 */
public record LimitWarning(
    String key, Instant at, Instant window, double percent, double threshold, String text) {
  /** Stands for the rule that nobody made. */
  static final String RULE_ID = "rate-limit-warning";

  AlertEvent event() {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put("key", key);
    EventTold detail =
        new EventTold(
            "Rate limit warning",
            RuleType.RATE_LIMIT.id(),
            Severity.WARNING.id(),
            labels,
            List.of());
    String id = Given.digest(RULE_ID + "\n" + key + "\n" + window.toEpochMilli());
    return new AlertEvent(
        id,
        RULE_ID,
        key.length() <= AlertState.LONGEST_GROUP ? key : Given.digest(key),
        "warning",
        at,
        window,
        percent,
        threshold,
        text,
        detail.json());
  }
}
