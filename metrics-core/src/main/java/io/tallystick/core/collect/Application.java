package io.tallystick.core.collect;

import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.core.aggregate.Moment;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application as a whole: when it started, that it starts and stops, and what is collected of
 * the virtual machine that it has to itself.
 *
 * <p>It started with the virtual machine if the runtime was made within ten minutes of that. An
 * application that is put into a server which has been running for long started when its runtime
 * was made, and how long it took nobody knows but itself.
 *
 * <pre>{@code
 * Application application = new Application(identity, clock);
 * application.collectors().forEach(registry::add);
 * application.started(metrics);
 * }</pre>
 */
public final class Application {
  /** The collector of the application itself; without it starting and stopping is not told. */
  public static final String APP = "app";

  /** The collector that needs the flight recorder. */
  public static final String PINNING = "pinning";

  private static final Duration LONGEST_START = Duration.ofMinutes(10);
  private static final long UNKNOWN = -1;
  private static final Logger LOGGER = LoggerFactory.getLogger(Application.class);

  private final AppIdentity identity;
  private final Supplier<Moment> clock;
  private final LongSupplier uptimeMillis;
  private final long madeNanos;

  /** How long the virtual machine had been running for it; unknown where that was not for it. */
  private final long beforeMillis;

  /** An application whose runtime is being made. */
  public Application(AppIdentity identity, Supplier<Moment> clock) {
    this(identity, clock, Application::uptimeMillis);
  }

  Application(AppIdentity identity, Supplier<Moment> clock, LongSupplier uptimeMillis) {
    this.identity = identity;
    this.clock = clock;
    this.uptimeMillis = uptimeMillis;
    this.madeNanos = clock.get().elapsedNanos();
    long uptime = uptimeMillis.getAsLong();
    this.beforeMillis = uptime <= LONGEST_START.toMillis() ? uptime : UNKNOWN;
  }

  /** Where the virtual machine was put together without its management nobody knows. */
  private static long uptimeMillis() {
    try {
      return ManagementFactory.getRuntimeMXBean().getUptime();
    } catch (LinkageError noManagement) {
      return UNKNOWN;
    }
  }

  /**
   * Those that every application has, in the order in which they are shown. Each is made in a
   * lambda: a reference to its constructor would look for its classes before it is known who needs
   * them.
   */
  public List<Collector> collectors() {
    long before = beforeMillis == UNKNOWN ? 0 : TimeUnit.MILLISECONDS.toNanos(beforeMillis);
    return Stream.<Supplier<Collector>>of(
            () -> new AppCollector(identity, clock, madeNanos - before),
            () -> new MemoryCollector(),
            () -> new GcCollector(),
            () -> new ThreadsCollector(),
            () -> new PinningCollector(),
            () -> new CpuCollector(),
            () -> new FilesCollector(),
            () -> new ClassesCollector(),
            () -> new JmxPoolsCollector())
        .flatMap(Application::ifOffered)
        .toList();
  }

  /** One whose classes the virtual machine was put together without is left out. */
  private static Stream<Collector> ifOffered(Supplier<Collector> collector) {
    try {
      return Stream.of(new OfferedCollector(collector.get()));
    } catch (LinkageError missing) {
      LOGGER.debug("A collector is left out", missing);
      return Stream.empty();
    }
  }

  /** Counts that it starts, and how long it took until here, unless the application says better. */
  public void started(Metrics metrics) {
    if (beforeMillis != UNKNOWN) {
      metrics.gauge("app.startup.duration_ms", uptimeMillis.getAsLong());
    }
    phase(metrics, "start");
  }

  /** Counts that it stops. */
  public void stopping(Metrics metrics) {
    phase(metrics, "stop");
  }

  private static void phase(Metrics metrics, String phase) {
    metrics.count("app.lifecycle.event.count", 1, Tags.of("phase", phase, "result", "success"));
  }
}
