package io.tallystick.core;

import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.alert.RuleDefinition;
import io.tallystick.spi.StorageBackend;
import java.time.Duration;
import java.util.Set;

/** A runtime for which minutes pass in seconds; for the database they do not. */
public final class QuickRuntime {
  /** How many times as quickly. */
  public static final int TIMES = 10;

  private QuickRuntime() {}

  /** One with a rule, that collects nothing by itself. */
  public static MetricsRuntime start(StorageBackend store, RuleDefinition rule) {
    long startMillis = System.currentTimeMillis();
    long startNanos = System.nanoTime();
    return MetricsRuntime.builder()
        .storage(store)
        .alertRules(rule)
        .flushInterval(Duration.ofSeconds(1))
        .collectionOff(Set.of("all"))
        .clock(
            () -> {
              long elapsed = TIMES * (System.nanoTime() - startNanos);
              return new Moment(startMillis + elapsed / 1_000_000, elapsed);
            })
        .build()
        .start();
  }
}
