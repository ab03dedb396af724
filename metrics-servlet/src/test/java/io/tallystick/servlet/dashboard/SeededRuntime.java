package io.tallystick.servlet.dashboard;

import io.tallystick.Tags;
import io.tallystick.UserMetricKind;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.RuntimeBuilder;
import io.tallystick.core.alert.KnownRule;
import io.tallystick.core.alert.RuleDefinition;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.spi.AlertChanges;
import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.AlertState;
import io.tallystick.spi.Lease;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** A runtime with a day of history, an alert that fires and limits that are nearly used. */
final class SeededRuntime implements AutoCloseable {
  static final String TENANT = "acme";

  private static final RuleDefinition SLOW =
      RuleDefinition.responseTime("Slow " + SeededHistory.HOSTILE, 30);

  private final InMemoryBackend backend = InMemoryBackend.holding(200_000);
  private final MetricsRuntime runtime;

  /**
   * @param isFull with what few systems have
   */
  SeededRuntime(boolean isFull) {
    SeededHistory.write(backend, isFull);
    RuntimeBuilder builder = MetricsRuntime.builder().storage(backend);
    runtime = (isFull ? SeededPanels.derive(builder) : builder).build().start();
    if (isFull) {
      SeededPanels.recordOfTenants(runtime.metrics());
    }
    runtime
        .metrics()
        .recordUserMetric(TENANT, "invoice.sent", 7, UserMetricKind.COUNT, Tags.of("plan", "pro"));
    fillLimits();
    KnownRule rule = runtime.alerts().create(SLOW, "ann");
    letFire(rule);
  }

  MetricsRuntime runtime() {
    return runtime;
  }

  /** One that is red, one that is yellow and one that is green. */
  private void fillLimits() {
    Map<String, Integer> used =
        Map.of(SeededHistory.CLIENT, 92, SeededHistory.HOSTILE, 70, "quiet", 5);
    used.forEach(
        (key, count) -> {
          for (int i = 0; i < count; i++) {
            runtime.rateLimits().observeName(key, 100, 0);
          }
        });
  }

  private void letFire(KnownRule rule) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Instant since = now.minus(Duration.ofMinutes(7));
    Lease lease =
        backend.control().acquire("test", WriterId.random(), Duration.ofMinutes(1)).orElseThrow();
    AlertState state = new AlertState(rule.id(), "", "firing", since, null, since, "e1");
    backend
        .control()
        .keepAlerts(
            lease, new AlertChanges(List.of(state), List.of(), List.of(fired(rule, since))));
  }

  private static AlertEvent fired(KnownRule rule, Instant since) {
    String detail = "{\"rule\":\"Slow\",\"type\":\"response_time\",\"severity\":\"warning\"}";
    return new AlertEvent(
        "e1",
        rule.id(),
        "",
        "firing",
        since,
        since,
        900,
        500,
        "It is slow " + SeededHistory.HOSTILE,
        detail);
  }

  @Override
  public void close() {
    runtime.close();
    backend.close();
  }
}
