package io.tallystick;

import org.jspecify.annotations.Nullable;

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
public interface Work<X extends Throwable> extends Measured<@Nullable Void, X> {
  /** Does the work. */
  void run() throws X;

  /** Does the work and gives back null. */
  @Override
  @SuppressWarnings("NullAway") // the type argument says that it gives back null
  default @Nullable Void call() throws X {
    run();
    return null;
  }
}
