package io.tallystick.core.record;

import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Which samples are kept one by one, beside what they are added to.
 *
 * <pre>{@code
 * new PointSettings(Map.of("orders.value", 1.0), 10_000, System::currentTimeMillis);
 * }</pre>
 *
 * @param shares by the names of metrics which share of their samples, above 0 and up to 1
 * @param most how many samples may wait to be fetched
 * @param wallMillis the wall time
 */
public record PointSettings(Map<String, Double> shares, int most, LongSupplier wallMillis) {
  /** Copies the map. */
  public PointSettings {
    shares = Map.copyOf(shares);
  }

  /** Keeps none. */
  public static PointSettings none() {
    return new PointSettings(Map.of(), 0, () -> 0);
  }
}
