package io.tallystick;

/**
 * A histogram bound to its series.
 *
 * <p>No call throws or blocks; NaN or an infinite number is dropped and counted. Values may be
 * positive, zero and negative.
 *
 * <pre>{@code
 * Histogram sizes = metrics.histogram("upload.size_bytes", Tags.of("type", "image"));
 * sizes.record(body.length);
 * }</pre>
 */
public interface Histogram {
  /** Records a whole value. */
  void record(long value);

  /** Records a value. */
  void record(double value);

  /** Records a time given in nanoseconds as milliseconds. */
  default void duration(long nanos) {
    record(nanos / 1e6);
  }
}
