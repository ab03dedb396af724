package io.tallystick.core;

import io.tallystick.Metrics;

/** All that an application does with a runtime, in whatever class loader it lives. */
public final class RuntimeRound implements Runnable {
  /** Made by reflection. */
  public RuntimeRound() {}

  @Override
  public void run() {
    try (MetricsRuntime runtime =
        MetricsRuntime.builder().sources(OptionSources.NONE).build().start()) {
      Metrics.current().count("orders.count", 1, "status", "paid");
      runtime.metrics().count("fees.count", 0.5);
      runtime.metrics().histogram("upload.size_bytes", 12);
      runtime.metrics().gauge("queue.depth", () -> 4);
      runtime.snapshot();
    }
  }
}
