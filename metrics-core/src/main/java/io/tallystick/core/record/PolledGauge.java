package io.tallystick.core.record;

/**
 * A gauge whose value a supplier gives.
 *
 * <pre>{@code
 * for (PolledGauge gauge : recording.polledGauges()) {
 *   gauge.poll();
 * }
 * }</pre>
 */
public interface PolledGauge {
  /** The name of the metric, for messages. */
  String name();

  /**
   * Asks the supplier and records what it says; throws what the supplier throws. Once the
   * registration is closed or replaced nobody is asked, and a value that comes late is not
   * recorded.
   */
  void poll();
}
