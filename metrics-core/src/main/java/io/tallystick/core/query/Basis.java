package io.tallystick.core.query;

import io.tallystick.MetricKind;
import io.tallystick.core.sketch.QuantileError;
import io.tallystick.spi.Granularity;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an answer was made of.
 *
 * <pre>{@code
 * if (!answer.basis().isKnown()) {
 *   show("There is no metric of this name.");
 * }
 * }</pre>
 *
 * @param metric the metric's name, also where it was asked for by another
 * @param kind what the metric is; null where it is unknown
 * @param granularities how wide the buckets are that were added up
 * @param error how far a percentile may be off; null where none was asked for or nothing measured
 * @param rows how many buckets were added up
 * @param asOf when it was answered
 */
public record Basis(
    String metric,
    @Nullable MetricKind kind,
    Set<Granularity> granularities,
    @Nullable QuantileError error,
    long rows,
    Instant asOf) {
  /** Copies the set. */
  public Basis {
    granularities = Set.copyOf(granularities);
  }

  /** Whether anybody ever recorded or described the metric, as far as is remembered. */
  public boolean isKnown() {
    return kind != null;
  }

  /** The widest of the buckets, or null without any. */
  public @Nullable Granularity granularity() {
    return granularities.stream().max(Granularity::compareTo).orElse(null);
  }
}
