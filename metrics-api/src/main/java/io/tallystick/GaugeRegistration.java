package io.tallystick;

/**
 * A gauge whose value is asked from a supplier, until this is closed.
 *
 * <p>The supplier is called at each flush, on a thread of the runtime, with a deadline; one that
 * throws or hangs is counted and disturbs nothing else. It is held until the registration is
 * closed, and with it whatever it refers to. Closing is idempotent.
 *
 * <pre>{@code
 * GaugeRegistration depth = metrics.gauge("queue.depth", queue::size);
 * // …
 * depth.close();
 * }</pre>
 */
public interface GaugeRegistration extends AutoCloseable {
  /**
   * Whether this registration took the place of an earlier one for the same series, whose supplier
   * is no longer asked.
   */
  boolean replacedEarlier();

  /** Stops asking the supplier. Does nothing when another registration took this one's place. */
  @Override
  void close();
}
