package io.tallystick.servlet.prometheus;

/**
 * How metrics are written.
 *
 * @param isOpenMetrics whether as OpenMetrics
 * @param hasQuantiles whether histograms are shown as quantiles instead of buckets
 * @param hasCreated whether series say when they began; only ever in OpenMetrics
 */
record Style(boolean isOpenMetrics, boolean hasQuantiles, boolean hasCreated) {}
