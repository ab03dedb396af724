package io.tallystick.core;

import io.tallystick.Metrics;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.derived.DerivedMetric;
import io.tallystick.core.derived.DerivedMetrics;
import io.tallystick.core.derived.DerivedSettings;
import io.tallystick.core.derived.DerivedTable;
import io.tallystick.core.query.DerivedHistory;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What is derived from the application's tables, and the thread that sees to it. */
final class DerivedWork {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration TO_END = Duration.ofMillis(100);

  private final DerivedMetrics door;
  private final DaemonLoop loop;

  DerivedWork(
      RuntimeOptions options,
      Definitions definitions,
      StorageBackend storage,
      Metrics metrics,
      Supplier<Moment> clock) {
    DerivedSettings settings =
        new DerivedSettings(
            options.source(),
            options.constantTags(),
            options.limits().guard(),
            options.collectionInterval(),
            options.finestGranularity(),
            options.limits().cardinality().seriesPerMetric());
    door =
        new DerivedMetrics(
            definitions.metrics(), definitions.tables(), storage, metrics, settings, clock);
    loop = new DaemonLoop("tallystick-derived", clock, LOOK, Duration.ZERO, door::look);
  }

  /** What the builder was told. */
  record Definitions(List<DerivedMetric> metrics, List<DerivedTable> tables) {
    static final Definitions NONE = new Definitions(List.of(), List.of());

    Definitions {
      metrics = List.copyOf(metrics);
      tables = List.copyOf(tables);
    }
  }

  DerivedMetrics door() {
    return door;
  }

  /** The series among them, for whoever answers questions. */
  DerivedHistory history() {
    return new Series(door);
  }

  void start() {
    if (door.isPolled()) {
      loop.start();
    }
  }

  void stop() {
    door.stop();
    loop.stop();
  }

  /**
   * Ends, and lets other instances count meanwhile: a store that hangs must not hold up the end,
   * and without it the leases end by themselves.
   */
  void close() {
    stop();
    if (door.isPolled()) {
      Thread letting = new Thread(door::release, "tallystick-derived");
      letting.setDaemon(true);
      letting.start();
      loop.join(TO_END);
    }
  }

  /** The door in the words of the reader. */
  private record Series(DerivedMetrics door) implements DerivedHistory {
    @Override
    public Set<String> names() {
      return door.seriesNames();
    }

    @Override
    public List<Value> series(String name, TimeRange range, Duration step) {
      return door.series(name, range, step).stream()
          .map(point -> new Value(point.at(), point.value(), point.tags()))
          .toList();
    }
  }
}
