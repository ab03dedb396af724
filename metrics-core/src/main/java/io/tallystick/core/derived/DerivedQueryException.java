package io.tallystick.core.derived;

import org.jspecify.annotations.Nullable;

/**
 * A derived series or table could not be had: its statement failed, took too long, or is switched
 * off because it failed too often. The message says which and why, in one line.
 *
 * <pre>{@code
 * try {
 *   show(derived.table("signins.recent", range, 50));
 * } catch (DerivedQueryException e) {
 *   showInstead(e.getMessage());
 * }
 * }</pre>
 */
public final class DerivedQueryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DerivedQueryException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
