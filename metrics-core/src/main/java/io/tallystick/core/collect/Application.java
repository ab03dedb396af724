package io.tallystick.core.collect;

import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.core.aggregate.Moment;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

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
  private static final Duration LONGEST_START = Duration.ofMinutes(10);
  private static final long UNKNOWN = -1;

  private final AppIdentity identity;
  private final Supplier<Moment> clock;
  private final long madeNanos;
  private final long startupMillis;

  /** An application whose runtime is being made. */
  public Application(AppIdentity identity, Supplier<Moment> clock) {
    this(identity, clock, uptimeMillis());
  }

  Application(AppIdentity identity, Supplier<Moment> clock, long uptimeMillis) {
    this.identity = identity;
    this.clock = clock;
    this.madeNanos = clock.get().elapsedNanos();
    this.startupMillis = uptimeMillis <= LONGEST_START.toMillis() ? uptimeMillis : UNKNOWN;
  }

  /** Where the virtual machine was put together without its management nobody knows. */
  private static long uptimeMillis() {
    try {
      return ManagementFactory.getRuntimeMXBean().getUptime();
    } catch (LinkageError noManagement) {
      return UNKNOWN;
    }
  }

  /** Those that every application has, in the order in which they are shown. */
  public List<Collector> collectors() {
    long before = startupMillis == UNKNOWN ? 0 : TimeUnit.MILLISECONDS.toNanos(startupMillis);
    return List.of(
        new AppCollector(identity, clock, madeNanos - before),
        new MemoryCollector(),
        new GcCollector(),
        new ThreadsCollector(),
        new PinningCollector(),
        new CpuCollector(),
        new FilesCollector(),
        new ClassesCollector(),
        new JmxPoolsCollector());
  }

  /** Counts that it starts, and how long it took until here, unless the application says better. */
  public void started(Metrics metrics) {
    if (startupMillis != UNKNOWN) {
      metrics.gauge("app.startup.duration_ms", startupMillis);
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
