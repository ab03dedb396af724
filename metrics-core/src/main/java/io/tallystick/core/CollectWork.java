package io.tallystick.core;

import io.tallystick.Metrics;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.collect.Application;
import io.tallystick.core.collect.Collector;
import io.tallystick.core.collect.CollectorRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** The collectors of a runtime, and the thread that sees to them. */
final class CollectWork {
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Metrics metrics;
  private final Application application;
  private final CollectorRegistry door;
  private final DaemonLoop loop;

  /**
   * Makes the registry; nothing is asked yet.
   *
   * @param given what the builder was told
   */
  CollectWork(
      CollectionOptions options, List<Collector> given, Metrics metrics, Supplier<Moment> clock) {
    this.metrics = metrics;
    application = new Application(options.app(), clock);
    door = new CollectorRegistry(options.settings(), metrics, clock);
    application.collectors().forEach(door::add);
    given.forEach(door::add);
    loop = new DaemonLoop("tallystick-collect", clock, LOOK, Duration.ZERO, door::look);
  }

  CollectorRegistry door() {
    return door;
  }

  void start() {
    application.started(metrics);
    loop.start();
  }

  /** Lets nothing begin any more. */
  void stop() {
    loop.stop();
  }

  /** Stops, while what that means can still be recorded. */
  void close() {
    stop();
    application.stopping(metrics);
    door.close();
  }
}
