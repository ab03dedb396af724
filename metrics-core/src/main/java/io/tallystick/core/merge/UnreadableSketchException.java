package io.tallystick.core.merge;

import org.jspecify.annotations.Nullable;

/**
 * A bucket's sketch cannot be read: it was damaged, or a newer release wrote it.
 *
 * <p>Trying again does not help. Which of several buckets it is shows by merging each alone.
 *
 * <pre>{@code
 * try {
 *   return StateMerge.merge(parts, rule);
 * } catch (UnreadableSketchException e) {
 *   log.warn("left out: {}", e.getMessage());
 * }
 * }</pre>
 */
public final class UnreadableSketchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableSketchException(@Nullable String reason, @Nullable Throwable cause) {
    super("The sketch of a histogram's bucket cannot be read: " + reason + ".", cause);
  }
}
