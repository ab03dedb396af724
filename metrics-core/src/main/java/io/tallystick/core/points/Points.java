package io.tallystick.core.points;

import io.tallystick.Metrics;
import io.tallystick.guard.Decision;
import io.tallystick.guard.Rule;
import io.tallystick.spi.Point;
import io.tallystick.spi.PointCursor;
import io.tallystick.spi.PointStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Raw points: single samples that the host keeps and finds again.
 *
 * <p>What is created here is in no bucket: no sum or percentile of a metric counts it. So record a
 * metric or create its points, not both; where both is done, the view {@code metrics} shows what
 * was recorded. Points are guarded as recorded samples are. Any thread may call.
 *
 * <pre>{@code
 * runtime.points().create(MetricPoint.of("import.rows.value", 120, Tags.of("file", "daily")));
 * try (PointCursor found = runtime.points().find("import.rows.value", from, to)) {
 *   found.forEachRemaining(this::show);
 * }
 * }</pre>
 */
public final class Points {
  private static final Decision NOT_RUNNING =
      Decision.refused(Rule.NOT_RUNNING, "Recording is switched off, so no point was kept.");
  private static final Decision FULL =
      Decision.refused(
          Rule.POINTS_FULL, "Too many points wait for the store: create fewer, or later.");

  private final PointStore store;
  private final Metrics metrics;
  private final @Nullable Way way;

  private Points(PointStore store, Metrics metrics, @Nullable Way way) {
    this.store = store;
    this.metrics = metrics;
    this.way = way;
  }

  /** Points that can only be found, of a runtime that is switched off. */
  public static Points readOnly(PointStore store) {
    return new Points(store, Metrics.noop(), null);
  }

  static Points writing(
      PointStore store, Metrics metrics, PointGuard guard, PointQueue queue, LongSupplier wall) {
    return new Points(store, metrics, new Way(guard, queue, wall));
  }

  /**
   * Keeps a point; it waits in memory until the next flush. Never blocks or throws.
   *
   * @return accepted, or which rule refused it and why
   */
  public Decision create(@Nullable MetricPoint point) {
    Decision decision = way == null ? NOT_RUNNING : way.create(point);
    Rule rule = decision.rule();
    if (rule != null) {
      metrics.count("tallystick.dropped.count", 1, "reason", rule.id());
    }
    return decision;
  }

  /** Keeps points, each as {@link #create} does; what was decided on each, in their order. */
  public List<Decision> createBatch(@Nullable Collection<MetricPoint> points) {
    if (points == null) {
      return List.of();
    }
    List<Decision> decisions = new ArrayList<>(points.size());
    points.forEach(point -> decisions.add(create(point)));
    return decisions;
  }

  /**
   * The points of a metric, its own and its tenants', in the order of their times. Asks the store,
   * and so may block; what was just created or recorded comes there with the next flushes.
   *
   * @param from the first moment, in whole milliseconds
   * @param to the first moment behind, not before {@code from}
   * @throws io.tallystick.spi.StorageException when the store fails
   */
  public PointCursor find(String name, Instant from, Instant to) {
    return store.find(name, from, to);
  }

  /** How points come to the store. */
  private record Way(PointGuard guard, PointQueue queue, LongSupplier wallMillis) {
    Decision create(@Nullable MetricPoint metricPoint) {
      Instant now = Instant.ofEpochMilli(wallMillis.getAsLong());
      PointGuard.Admitted admitted = guard.admit(metricPoint, now);
      Point point = admitted.point();
      if (point == null) {
        return admitted.decision();
      }
      if (!queue.tryReserve(1)) {
        return FULL;
      }
      queue.add(List.of(point));
      return admitted.decision();
    }
  }
}
