package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import io.tallystick.MetricKind;

/**
 * A metric that a store remembers a series of.
 *
 * <pre>{@code
 * store.metrics(SeriesType.SYSTEM).forEach(metric -> show(metric.name()));
 * }</pre>
 *
 * @param name its name, not blank
 * @param kind what it is; a name of several kinds is several metrics
 * @param type whose it is
 */
public record StoredMetric(String name, MetricKind kind, SeriesType type) {
  /** Checks that every part is there. */
  public StoredMetric {
    SeriesKey.requireText("name", name);
    requireNonNull(kind, "kind");
    requireNonNull(type, "type");
  }

  /** The metric of a series. */
  public static StoredMetric of(SeriesKey series) {
    return new StoredMetric(series.name(), series.kind(), series.type());
  }
}
