package io.tallystick.benchmarks;

import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.aggregate.LiveSeries;
import io.tallystick.core.aggregate.Reading;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The runtime that is measured: the one place that knows how to make it. One at a time. */
final class OurMetrics {
  private static @Nullable MetricsRuntime runtime;

  private OurMetrics() {}

  /** Starts a runtime, which also stands behind {@link Metrics#current()} from then on. */
  static synchronized Metrics start() {
    runtime = MetricsRuntime.builder().build().start();
    return runtime.metrics();
  }

  /** Stops it. */
  static synchronized void stop() {
    if (runtime != null) {
      runtime.close();
      runtime = null;
    }
  }

  /** Whether what {@link #start} gives records anything. */
  static boolean records() {
    try {
      return start() != Metrics.noop();
    } finally {
      stop();
    }
  }

  /** Quantiles of what a histogram was given in the open minute; NaN where there is none. */
  static synchronized double[] liveQuantiles(String name, Tags tags, double... quantiles) {
    double[] answers = new double[quantiles.length];
    Arrays.fill(answers, Double.NaN);
    if (runtime == null) {
      return answers;
    }
    for (LiveSeries live : runtime.snapshot().series()) {
      if (live.series().name().equals(name)
          && live.series().tags().equals(tags)
          && live.bucket() instanceof Reading.OfHistogram histogram) {
        Arrays.setAll(answers, i -> histogram.sketch().quantile(quantiles[i]));
      }
    }
    return answers;
  }
}
