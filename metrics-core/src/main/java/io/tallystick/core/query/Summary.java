package io.tallystick.core.query;

import io.tallystick.spi.TimeRange;
import java.util.List;

/**
 * How requests went, against the time before.
 *
 * <pre>{@code
 * Summary day = reader.summary(Period.DAY);
 * show(day.total().now() + " requests, p95 " + day.p95().now() + " ms");
 * }</pre>
 *
 * @param range the time
 * @param total how many requests there were
 * @param errorRate which fraction of them ended as 4xx or 5xx
 * @param mean how long they took, in milliseconds
 * @param p95 how long 95 of 100 took at most, in milliseconds
 * @param topEndpoints those with the most requests, and how many
 */
public record Summary(
    TimeRange range,
    Compared total,
    Compared errorRate,
    Compared mean,
    Compared p95,
    List<Share> topEndpoints) {
  /** Copies the list. */
  public Summary {
    topEndpoints = List.copyOf(topEndpoints);
  }
}
