package io.tallystick.core.query;

import io.tallystick.MetricKind;
import io.tallystick.spi.SeriesType;

/**
 * A metric that can be asked about.
 *
 * <pre>{@code
 * reader.names().forEach(metric -> offer(metric.name()));
 * }</pre>
 *
 * @param name its name
 * @param kind what it is
 * @param type whose it is
 */
public record MetricName(String name, MetricKind kind, SeriesType type) {}
