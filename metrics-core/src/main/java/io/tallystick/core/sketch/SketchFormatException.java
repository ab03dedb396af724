package io.tallystick.core.sketch;

/**
 * Says that bytes are not a sketch, and why.
 *
 * <p>Thrown by {@link QuantileSketch#decode} alone. The bytes were damaged or come from a newer
 * release; trying again does not help. The message never contains the bytes.
 *
 * <pre>{@code
 * try {
 *   return QuantileSketch.decode(column);
 * } catch (SketchFormatException e) {
 *   log.warn("row left out: {}", e.getMessage());
 *   return QuantileSketch.empty();
 * }
 * }</pre>
 */
public final class SketchFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SketchFormatException(String message) {
    super(message);
  }
}
