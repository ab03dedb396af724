package io.tallystick;

import org.jspecify.annotations.Nullable;

/**
 * Work that gives back a value, may throw, and is timed.
 *
 * <pre>{@code
 * Receipt receipt = metrics.measure("email.send.duration_ms", () -> sender.send(mail));
 * }</pre>
 *
 * @param <R> what the work gives back
 * @param <X> what it may throw; inferred by the compiler, also for a checked exception (for two of
 *     them it infers their common superclass)
 */
@FunctionalInterface
public interface Measured<R extends @Nullable Object, X extends Throwable> {
  /** Does the work. */
  R call() throws X;
}
