package io.tallystick;

import java.util.Optional;

/**
 * What a metric is.
 *
 * <p>The recording method or the descriptor decides; the suffix of the name speaks only where
 * neither does.
 *
 * <pre>{@code
 * MetricKind.bySuffix("orders.count");         // COUNTER
 * MetricKind.bySuffix("email.send.size_bytes"); // HISTOGRAM
 * MetricKind.bySuffix("orders.open");          // empty: the suffix does not say
 * }</pre>
 */
public enum MetricKind {
  /** A number that only grows; it is summed over time and instances. */
  COUNTER,
  /** A number that goes up and down; it keeps last, least, greatest and its mean over time. */
  GAUGE,
  /** Many values, of which any percentile can be asked. */
  HISTOGRAM;

  /** The kind that the suffix of a name speaks of, or empty. */
  public static Optional<MetricKind> bySuffix(String name) {
    return switch (lastPart(name)) {
      case "count", "total" -> Optional.of(COUNTER);
      case "duration_ms", "latency_ms", "size_bytes" -> Optional.of(HISTOGRAM);
      case "active", "inflight", "waiting", "age_ms" -> Optional.of(GAUGE);
      default -> Optional.empty();
    };
  }

  /** What stands behind the last dot, or the whole name. */
  static String lastPart(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
