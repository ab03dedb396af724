package io.tallystick.spi;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sketch in its stored form.
 *
 * <p>Immutable; equal when the bytes are. What they mean is known to the sketches alone.
 *
 * <pre>{@code
 * SketchBytes sketch = SketchBytes.copyOf(encoded);
 * statement.setBytes(1, sketch.toArray());
 * }</pre>
 */
public final class SketchBytes {
  private final byte[] bytes;

  private SketchBytes(byte[] owned) {
    this.bytes = owned;
  }

  /** A sketch of a copy of these bytes. */
  public static SketchBytes copyOf(byte[] bytes) {
    return new SketchBytes(bytes.clone());
  }

  /** How many bytes there are. */
  public int size() {
    return bytes.length;
  }

  /** A copy of the bytes. */
  public byte[] toArray() {
    return bytes.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof SketchBytes that && Arrays.equals(bytes, that.bytes));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** How many bytes, not which. */
  @Override
  public String toString() {
    return "sketch of " + bytes.length + " bytes";
  }
}
