package io.tallystick.instrument;

import io.tallystick.GaugeRegistration;
import io.tallystick.Metrics;
import java.util.function.DoubleSupplier;

/**
 * How busy a pool of script engines is.
 *
 * <p>For any thread. A null is dropped and counted as in a plain call; nothing throws but what
 * registers a supplier, where a null is given.
 *
 * <pre>{@code
 * GaugeRegistration active = ScriptPoolMetrics.active(pool::active);
 * ScriptPoolMetrics.exhausted();
 * }</pre>
 */
public final class ScriptPoolMetrics {

  private ScriptPoolMetrics() {}

  /** So many engines of the pool are at work. */
  public static void active(long value) {
    Metrics.current().gauge("lua.pool.active", value);
  }

  /**
   * The number of engines at work, asked from a supplier at each flush until the registration is
   * closed.
   */
  public static GaugeRegistration active(DoubleSupplier value) {
    return Metrics.current().gauge("lua.pool.active", value);
  }

  /** So many callers wait for an engine. */
  public static void waiting(long value) {
    Metrics.current().gauge("lua.pool.waiting", value);
  }

  /**
   * The number of callers that wait for an engine, asked from a supplier at each flush until the
   * registration is closed.
   */
  public static GaugeRegistration waiting(DoubleSupplier value) {
    return Metrics.current().gauge("lua.pool.waiting", value);
  }

  /** A caller found every engine taken. */
  public static void exhausted() {
    Metrics.current().count("lua.pool.exhausted");
  }
}
