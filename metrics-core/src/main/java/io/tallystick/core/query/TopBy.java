package io.tallystick.core.query;

/**
 * By what the largest are found.
 *
 * <pre>{@code
 * reader.top(TopBy.ERROR_RATE, "route_id", Period.DAY, 10);
 * }</pre>
 */
public enum TopBy {
  /** How many requests there were. */
  VOLUME,
  /** Which fraction of the requests ended as 4xx or 5xx. */
  ERROR_RATE,
  /** How many bytes went over the line. */
  BANDWIDTH
}
