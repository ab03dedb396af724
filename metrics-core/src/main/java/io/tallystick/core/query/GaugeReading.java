package io.tallystick.core.query;

import java.time.Instant;
import java.util.List;

/**
 * What a gauge shows now.
 *
 * <pre>{@code
 * reader.latestGauge(Question.about("db.pool.active")).forEach(now -> show(now.last()));
 * }</pre>
 *
 * @param group the values of the keys that were grouped by
 * @param last its latest value
 * @param at when it was last seen to have it
 */
public record GaugeReading(List<String> group, double last, Instant at) {
  /** Copies the list. */
  public GaugeReading {
    group = List.copyOf(group);
  }
}
