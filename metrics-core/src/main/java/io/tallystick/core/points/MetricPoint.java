package io.tallystick.core.points;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A single sample that the host keeps, of whatever time and source.
 *
 * <pre>{@code
 * MetricPoint.of("import.rows.value", 120, Tags.of("file", "daily")).at(startOfImport);
 * }</pre>
 *
 * @param name the metric's name
 * @param value the sample, finite
 * @param tags its tags
 * @param at when it was, cut to milliseconds; null for now
 * @param source which service it is of; null for the runtime's
 * @param kind what the metric is; null for what its descriptor or else its suffix says, or else a
 *     histogram
 */
public record MetricPoint(
    String name,
    double value,
    Tags tags,
    @Nullable Instant at,
    @Nullable String source,
    @Nullable MetricKind kind) {
  /** A point of now and of the runtime's own source. */
  public static MetricPoint of(String name, double value, Tags tags) {
    return new MetricPoint(name, value, tags, null, null, null);
  }

  /** This point at another time. */
  public MetricPoint at(Instant time) {
    return new MetricPoint(name, value, tags, time, source, kind);
  }

  /** This point from another source, such as {@code service:worker}. */
  public MetricPoint from(String otherSource) {
    return new MetricPoint(name, value, tags, at, otherSource, kind);
  }

  /** This point of a metric of another kind. */
  public MetricPoint ofKind(MetricKind otherKind) {
    return new MetricPoint(name, value, tags, at, source, otherKind);
  }
}
