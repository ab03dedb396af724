package io.tallystick.core.derived;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Tags;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.polling.HandClock;
import io.tallystick.core.testing.TestRuntime;
import io.tallystick.guard.GuardLimits;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Derived metrics with a runtime to record into, a store, and a clock to move. */
final class Rig implements AutoCloseable {
  static final TimeRange DAY =
      new TimeRange(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-03-02T00:00:00Z"));

  final HandClock clock = new HandClock();
  final MetricsRuntime runtime = TestRuntime.create();
  final StorageBackend store = InMemoryBackend.with(clock, ZoneOffset.UTC, 10_000);

  static DerivedSettings settings(String source) {
    return new DerivedSettings(
        source,
        Tags.empty(),
        GuardLimits.standard(),
        Duration.ofMinutes(1),
        Granularity.MINUTE,
        1_000);
  }

  DerivedMetrics of(DerivedMetric... metrics) {
    return new DerivedMetrics(
        List.of(metrics), List.of(), store, runtime.metrics(), settings("service:api"), clock);
  }

  DerivedMetrics of(DerivedTable... tables) {
    return new DerivedMetrics(
        List.of(), List.of(tables), store, runtime.metrics(), settings("service:api"), clock);
  }

  /** Asks for what it is time for and waits for the answers. */
  static void poll(DerivedMetrics derived) throws InterruptedException {
    derived.look();
    for (DerivedMetric metric : derived.metrics()) {
      assertThat(derived.awaitQuiet(metric.name(), Duration.ofSeconds(20))).isTrue();
    }
  }

  @Override
  public void close() {
    runtime.close();
    store.close();
  }
}
