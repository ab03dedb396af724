package io.tallystick;

/**
 * What a tenant's own metric can be.
 *
 * <pre>{@code
 * metrics.recordUserMetric("acme", "invoice.open", 12, UserMetricKind.GAUGE, Tags.empty());
 * }</pre>
 */
public enum UserMetricKind {
  /** The value is added. */
  COUNT,
  /** The value is set. */
  GAUGE
}
