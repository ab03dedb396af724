package io.tallystick.core.exposition;

import io.tallystick.MetricDescriptor;
import io.tallystick.Unit;
import io.tallystick.spi.StoredMetric;
import org.jspecify.annotations.Nullable;

/**
 * A metric as Prometheus calls it. Immutable.
 *
 * <pre>{@code
 * out.write("# TYPE " + family.name() + " counter\n");
 * }</pre>
 *
 * @param metric as it is stored
 * @param name of the family; the samples of a counter add {@code _total}
 * @param descriptor what is known of it; null where nobody described it
 * @param unit what its numbers are counted in
 */
public record Family(
    StoredMetric metric, String name, @Nullable MetricDescriptor descriptor, Unit unit) {
  /** How many of the stored unit make one of the shown unit. */
  public double divisor() {
    return unit == Unit.MILLISECONDS ? 1_000 : 1;
  }

  /** Empty where there is none, or where the name does not end in it, as it has to. */
  public String unitName() {
    String word =
        switch (unit) {
          case NONE -> "";
          case MILLISECONDS -> "seconds";
          case BYTES -> "bytes";
          case RATIO -> "ratio";
        };
    return !word.isEmpty() && name.endsWith("_" + word) ? word : "";
  }

  /** What it tells; empty where nobody said. */
  public String help() {
    return descriptor == null ? "" : descriptor.description();
  }

  /** The label that a tag is shown as. */
  public String label(String tagKey) {
    return descriptor == null ? tagKey : descriptor.label(tagKey);
  }
}
