package io.tallystick;

/**
 * How the values of one gauge add up over the instances of an application.
 *
 * <pre>{@code
 * GaugeCombination.bySuffix("lua.pool.active"); // SUM: each instance has a pool of its own
 * GaugeCombination.bySuffix("app.uptime_ms");   // LAST
 * }</pre>
 */
public enum GaugeCombination {
  /** The sum over the instances that are alive. */
  SUM,
  /** The greatest. */
  MAX,
  /** The mean. */
  MEAN,
  /** The one that was set last. */
  LAST;

  /** {@link #SUM} for {@code *.active}, {@code *.inflight} and {@code *.waiting}, else LAST. */
  public static GaugeCombination bySuffix(String name) {
    return switch (MetricKind.lastPart(name)) {
      case "active", "inflight", "waiting" -> SUM;
      default -> LAST;
    };
  }
}
