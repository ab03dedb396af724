package io.tallystick.core;

import io.tallystick.core.collect.CollectorStatus;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Runs a runtime in a virtual machine that was put together without management and recorder. */
final class FewModulesProgram {
  private FewModulesProgram() {}

  /**
   * Ends with 0 when the runtime starts, asks its collectors, finds none that fails, and closes.
   */
  public static void main(String[] arguments) {
    if (ModuleLayer.boot().findModule("java.management").isPresent()) {
      throw new IllegalStateException("The module java.management is there.");
    }
    try (MetricsRuntime runtime =
        MetricsRuntime.builder()
            .sources(OptionSources.NONE)
            .collectionInterval(Duration.ofSeconds(1))
            .collectionPinning(true)
            .build()
            .start()) {
      long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (runtime.collectors().status().stream().anyMatch(FewModulesProgram::isNotYetAsked)) {
        if (System.nanoTime() > until) {
          throw new IllegalStateException(runtime.collectors().status().toString());
        }
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
      System.out.println(
          runtime.collectors().status().stream().map(CollectorStatus::name).toList());
    }
  }

  private static boolean isNotYetAsked(CollectorStatus status) {
    return status.lastCollected() == null;
  }
}
