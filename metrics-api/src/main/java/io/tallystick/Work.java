package io.tallystick;

/**
 * Work that gives back nothing, may throw, and is timed.
 *
 * <pre>{@code
 * metrics.run("cache.rebuild.duration_ms", cache::rebuild);
 * }</pre>
 *
 * @param <X> what the work may throw; inferred by the compiler, also for checked exceptions
 */
@FunctionalInterface
public interface Work<X extends Throwable> {
  /** Does the work. */
  void run() throws X;
}
