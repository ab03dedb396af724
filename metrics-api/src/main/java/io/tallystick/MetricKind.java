package io.tallystick;

import java.util.List;
import java.util.Optional;

/**
 * What a metric is.
 *
 * <p>The recording method or the descriptor decides; the suffix of the name speaks only where
 * neither does.
 *
 * <pre>{@code
 * MetricKind.bySuffix("orders.count");          // COUNTER
 * MetricKind.bySuffix("email.send.size_bytes"); // HISTOGRAM
 * MetricKind.bySuffix("orders.open");           // empty: the suffix does not say
 * }</pre>
 */
public enum MetricKind {
  /** A number that only grows; it is summed over time and instances. */
  COUNTER("count", "total"),
  /** A number that goes up and down; it keeps last, least, greatest and its mean over time. */
  GAUGE("active", "inflight", "waiting", "age_ms"),
  /** Many values, of which any percentile can be asked. */
  HISTOGRAM("duration_ms", "latency_ms", "size_bytes");

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list
  private final List<String> lastParts;

  MetricKind(String... lastParts) {
    this.lastParts = List.of(lastParts);
  }

  /** The kind that the suffix of a name speaks of, or empty. */
  public static Optional<MetricKind> bySuffix(String name) {
    for (MetricKind kind : values()) {
      if (kind.lastParts.contains(lastPart(name))) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** What stands behind the last dot, or the whole name. */
  static String lastPart(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
