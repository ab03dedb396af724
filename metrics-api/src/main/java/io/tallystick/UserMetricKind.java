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
  COUNT(MetricKind.COUNTER),
  /** The value is set. */
  GAUGE(MetricKind.GAUGE);

  private final MetricKind metricKind;

  UserMetricKind(MetricKind metricKind) {
    this.metricKind = metricKind;
  }

  /** The kind of the series that such a metric becomes. */
  public MetricKind metricKind() {
    return metricKind;
  }
}
