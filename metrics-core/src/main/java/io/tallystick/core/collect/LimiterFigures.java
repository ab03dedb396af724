package io.tallystick.core.collect;

/**
 * What a rate limiter tells of itself, from any thread.
 *
 * <pre>{@code
 * LimiterFigures figures = () -> limiter.getMetrics().getAvailablePermissions();
 * }</pre>
 */
@FunctionalInterface
public interface LimiterFigures {
  /** How many permits are left now; not finite where it does not know. */
  double available();

  /** How many callers wait for a permit; negative where it does not know. */
  default int waiting() {
    return -1;
  }

  /** How many it turned away since it was made; negative where it does not know. */
  default long rejected() {
    return -1;
  }
}
