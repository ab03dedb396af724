package io.tallystick.spi;

import org.jspecify.annotations.Nullable;

/**
 * A store did not do what it was asked to, and whether the same call may succeed later.
 *
 * <p>The message says what was tried, what happened and, where someone can do something, what; it
 * holds no secret.
 *
 * <pre>{@code
 * try {
 *   store.write(batch);
 * } catch (StorageException e) {
 *   if (e.canRetry()) {
 *     backlog.keep(batch);
 *   }
 * }
 * }</pre>
 */
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean canRetry;

  private StorageException(String message, @Nullable Throwable cause, boolean canRetry) {
    super(message, cause);
    this.canRetry = canRetry;
  }

  /** The store is away, busy or full for now: the same call may succeed later. */
  public static StorageException temporary(String message, @Nullable Throwable cause) {
    return new StorageException(message, cause, true);
  }

  /** The same call will fail again however often it is made. */
  public static StorageException permanent(String message, @Nullable Throwable cause) {
    return new StorageException(message, cause, false);
  }

  /** Whether the same call may succeed later. */
  public boolean canRetry() {
    return canRetry;
  }
}
