package io.tallystick.servlet.filter;

import io.tallystick.Metrics;
import io.tallystick.core.MetricsRuntime;
import jakarta.servlet.ServletContext;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The runtime that an application put into its context for what {@code web.xml} names. A class of
 * its own, so that the filter is there without the core on the class path.
 *
 * @param metrics what records
 * @param clientNames what is kept of the id of a client
 * @param limits takes the limits of clients
 */
record RuntimeOfContext(
    Metrics metrics, UnaryOperator<String> clientNames, RateLimitObserver limits) {
  static final String ATTRIBUTE = "io.tallystick.runtime";

  static @Nullable RuntimeOfContext in(ServletContext context) {
    Object there = context.getAttribute(ATTRIBUTE);
    return there == null ? null : Core.parts(there);
  }

  /** Loaded only when something is there. */
  private static final class Core {
    private Core() {}

    static @Nullable RuntimeOfContext parts(Object there) {
      if (!(there instanceof MetricsRuntime runtime)) {
        return null;
      }
      return new RuntimeOfContext(
          runtime.metrics(),
          runtime.includesClientIds() ? UnaryOperator.identity() : runtime.keyedHash(),
          runtime.rateLimits()::observeName);
    }
  }
}
