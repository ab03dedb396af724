package io.tallystick.core.export;

import io.tallystick.MetricDescriptor;
import io.tallystick.Unit;
import io.tallystick.spi.StoredMetric;
import org.jspecify.annotations.Nullable;

/**
 * A metric as OpenMetrics calls it.
 *
 * @param metric as it is stored
 * @param name of the family; the samples of a counter add {@code _total}
 * @param descriptor what is known of it; null where nobody described it
 * @param unit what its numbers are counted in
 */
record Family(StoredMetric metric, String name, @Nullable MetricDescriptor descriptor, Unit unit) {
  /** How many of the stored unit make one of the shown unit. */
  double divisor() {
    return unit == Unit.MILLISECONDS ? 1_000 : 1;
  }

  /** What the format calls a histogram that has quantiles. */
  String type() {
    return switch (metric.kind()) {
      case COUNTER -> "counter";
      case GAUGE -> "gauge";
      case HISTOGRAM -> "summary";
    };
  }

  /** Empty where there is none, or where the name does not end in it, as it has to. */
  String unitName() {
    String word =
        switch (unit) {
          case NONE -> "";
          case MILLISECONDS -> "seconds";
          case BYTES -> "bytes";
          case RATIO -> "ratio";
        };
    return !word.isEmpty() && name.endsWith("_" + word) ? word : "";
  }

  String help() {
    return descriptor == null ? "" : descriptor.description();
  }

  String label(String tagKey) {
    return descriptor == null ? tagKey : descriptor.label(tagKey);
  }
}
