package io.tallystick.instrument;

import static io.tallystick.instrument.TagValue.text;

import io.tallystick.Metrics;
import io.tallystick.Result;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How an application starts, and what it goes through. The runtime itself counts the phases {@code
 * start} and {@code stop}; the application says when it is ready.
 *
 * <p>For any thread. A null is dropped and counted as in a plain call; nothing throws.
 *
 * <pre>{@code
 * LifecycleMetrics.configChecked(Result.SUCCESS);
 * LifecycleMetrics.ready();
 * }</pre>
 */
public final class LifecycleMetrics {
  private static final String READY = "ready";
  private static final long OLD_MILLIS = Duration.ofMinutes(10).toMillis();

  private LifecycleMetrics() {}

  /**
   * The application is ready, and the virtual machine started for it: how long that has been
   * running is how long the application took. Counts the phase {@code ready} as well. Call it once.
   *
   * <p>Where the virtual machine has been running for more than ten minutes it was not started for
   * this, and in an image without {@code java.management} nobody can say for how long it has: there
   * only the phase is counted. An application that is deployed anew calls {@link #ready(Duration)}.
   */
  public static void ready() {
    readyAfter(() -> ManagementFactory.getRuntimeMXBean().getUptime());
  }

  static void readyAfter(LongSupplier uptimeMillis) {
    long millis = uptime(uptimeMillis);
    if (millis <= OLD_MILLIS) {
      started((double) millis);
    } else {
      phase(READY, Result.SUCCESS);
    }
  }

  private static long uptime(LongSupplier millis) {
    try {
      return millis.getAsLong();
    } catch (LinkageError absent) { // an image need not have java.management
      return Long.MAX_VALUE;
    }
  }

  /**
   * The application is ready after a time that it took itself, for one that starts in a virtual
   * machine that is older, such as a web application that is deployed anew. Counts the phase {@code
   * ready} as well. Of a null only the phase is counted.
   */
  public static void ready(Duration startup) {
    if (startup == null) {
      phase(READY, Result.SUCCESS);
    } else {
      started(startup.getSeconds() * 1e3 + startup.getNano() / 1e6);
    }
  }

  private static void started(double millis) {
    Metrics.current().gauge("app.startup.duration_ms", millis);
    phase(READY, Result.SUCCESS);
  }

  /** The application went through a phase such as {@code migrate}: one of a few. */
  public static void phase(String phase, Result result) {
    Metrics.current()
        .count("app.lifecycle.event.count", 1, "phase", phase, Result.TAG, text(result));
  }

  /** The configuration was checked; one that was found faulty is an error. */
  public static void configChecked(Result result) {
    Metrics.current().count("app.config.validation.count", 1, Result.TAG, text(result));
  }
}
