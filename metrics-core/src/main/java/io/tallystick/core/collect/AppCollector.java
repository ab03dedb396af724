package io.tallystick.core.collect;

import io.tallystick.Tags;
import io.tallystick.core.aggregate.Moment;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Which application this is, and for how long it has been running. */
final class AppCollector implements Collector {
  private final AppIdentity identity;
  private final Supplier<Moment> clock;
  private final long startedNanos;

  /**
   * Makes a collector.
   *
   * @param startedNanos when the application started, in the clock's elapsed time
   */
  AppCollector(AppIdentity identity, Supplier<Moment> clock, long startedNanos) {
    this.identity = identity;
    this.clock = clock;
    this.startedNanos = startedNanos;
  }

  @Override
  public String name() {
    return Application.APP;
  }

  @Override
  public void collect(Readings to) {
    Tags tags =
        Tags.of(
            "name", identity.name(),
            "version", identity.version(),
            "environment", identity.environment());
    to.gauge("app.info", 1, tags);
    long nanos = clock.get().elapsedNanos() - startedNanos;
    to.gauge("app.uptime_ms", TimeUnit.NANOSECONDS.toMillis(nanos));
  }
}
