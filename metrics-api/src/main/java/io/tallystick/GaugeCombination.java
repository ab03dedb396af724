package io.tallystick;

/**
 * How the values of one gauge add up over the instances of an application. Unless its descriptor
 * says otherwise, {@code *.active}, {@code *.inflight} and {@code *.waiting} are summed, and of
 * others the last stays.
 *
 * <pre>{@code
 * MetricDescriptor.gauge("cache.size").combination(GaugeCombination.SUM).build();
 * }</pre>
 */
public enum GaugeCombination {
  /** The sum over the instances that are alive. */
  SUM,
  /** The greatest. */
  MAX,
  /** The mean. */
  MEAN,
  /** The one that was set last. */
  LAST;
}
