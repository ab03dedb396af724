package io.tallystick.core.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.polling.HandClock;
import io.tallystick.core.testing.MetricsAssert;
import io.tallystick.core.testing.TestRuntime;
import java.time.Duration;
import java.util.Set;

/** A registry with a runtime to record into, and a clock to move. */
final class CollectRig implements AutoCloseable {
  static final Duration INTERVAL = Duration.ofSeconds(30);
  static final Duration DEADLINE = Duration.ofSeconds(5);

  final HandClock clock = new HandClock();
  final MetricsRuntime runtime = TestRuntime.create();
  final PolledCollectors registry;

  CollectRig(String... off) {
    registry =
        new PolledCollectors(
            new CollectorSettings(INTERVAL, DEADLINE, Duration.ZERO, Set.of(off)),
            runtime.metrics(),
            clock);
  }

  /** What was recorded. */
  MetricsAssert recorded() {
    return MetricsAssert.assertThat(runtime);
  }

  CollectorStatus status(String name) {
    return registry.status().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Asks what it is time for and waits until all have answered. */
  void ask() throws InterruptedException {
    registry.look();
    for (CollectorStatus each : registry.status()) {
      assertThat(registry.awaitQuiet(each.name(), Duration.ofSeconds(20))).isTrue();
    }
  }

  /** The same, an interval later. */
  void askAgain() throws InterruptedException {
    clock.pass(INTERVAL);
    ask();
  }

  @Override
  public void close() {
    registry.close();
    runtime.close();
  }
}
