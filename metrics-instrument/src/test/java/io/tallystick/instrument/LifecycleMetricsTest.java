package io.tallystick.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Result;
import io.tallystick.core.WrittenDown;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifecycleMetricsTest {
  private final WrittenDown calls = new WrittenDown();

  @AfterEach
  void uninstall() {
    calls.close();
  }

  @Test
  void phasesAndChecksAreCounted() {
    LifecycleMetrics.phase("migrate", Result.ERROR);
    LifecycleMetrics.configChecked(Result.SUCCESS);

    assertThat(calls.lines())
        .containsExactly(
            "count app.lifecycle.event.count 1 {phase=migrate, result=error}",
            "count app.config.validation.count 1 {result=success}");
  }

  @Test
  void anApplicationIsReadyAfterATimeOfItsOwn() {
    LifecycleMetrics.ready(Duration.ofNanos(1_500_250_000));
    LifecycleMetrics.ready(null);

    assertThat(calls.lines())
        .containsExactly(
            "gauge app.startup.duration_ms 1500.25",
            "count app.lifecycle.event.count 1 {phase=ready, result=success}",
            "count app.lifecycle.event.count 1 {phase=ready, result=success}");
  }

  @Test
  void aVirtualMachineThatIsOlderWasNotStartedForTheApplication() {
    LifecycleMetrics.readyAfter(() -> 600_000);
    LifecycleMetrics.readyAfter(() -> 600_001);

    assertThat(calls.lines())
        .containsExactly(
            "gauge app.startup.duration_ms 600000.0",
            "count app.lifecycle.event.count 1 {phase=ready, result=success}",
            "count app.lifecycle.event.count 1 {phase=ready, result=success}");
  }

  @Test
  void inAnImageWithoutManagementOnlyThePhaseIsCounted() {
    LifecycleMetrics.readyAfter(
        () -> {
          throw new NoClassDefFoundError("java/lang/management/ManagementFactory");
        });

    assertThat(calls.lines())
        .containsExactly("count app.lifecycle.event.count 1 {phase=ready, result=success}");
  }

  @Test
  void anApplicationIsReadyAsLongAfterTheVirtualMachineStartedAsThatRuns() {
    double before = ManagementFactory.getRuntimeMXBean().getUptime();
    LifecycleMetrics.ready();
    double after = ManagementFactory.getRuntimeMXBean().getUptime();

    List<String> lines = calls.lines();
    String startup = lines.get(0);
    assertThat(startup).startsWith("gauge app.startup.duration_ms ");
    assertThat(Double.parseDouble(startup.substring(startup.lastIndexOf(' '))))
        .isBetween(before, after);
    assertThat(lines.get(1))
        .isEqualTo("count app.lifecycle.event.count 1 {phase=ready, result=success}");
  }
}
