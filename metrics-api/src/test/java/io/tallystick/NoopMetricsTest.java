package io.tallystick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.guard.Rule;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoopMetricsTest {
  private static final Tags TAGS = Tags.of("status", "paid");

  /** Metrics without a runtime: what {@code noop()} gives, and what a late binding rests on. */
  private static Metrics quiet(String which) {
    return which.equals("noop") ? Metrics.noop() : new LateBoundMetrics(new RuntimeDoor());
  }

  @ParameterizedTest
  @ValueSource(strings = {"noop", "late bound"})
  void workIsStillDoneAndItsOutcomePasses(String which) throws IOException {
    Metrics metrics = quiet(which);
    CompletableFuture<String> stage = new CompletableFuture<>();
    int[] runs = {0};
    metrics.run("a.duration_ms", () -> runs[0]++);

    assertThat(metrics.<Integer, IOException>measure("a.duration_ms", () -> 7)).isEqualTo(7);
    assertThat((Object) metrics.measureAsync("a.duration_ms", () -> stage)).isSameAs(stage);
    assertThat(runs[0]).isEqualTo(1);
    assertThatThrownBy(
            () ->
                metrics.run(
                    "a.duration_ms",
                    () -> {
                      throw new IOException("of the host");
                    }))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"noop", "late bound"})
  void noRecordingCallThrowsWhateverItIsGiven(String which) throws ReflectiveOperationException {
    Metrics metrics = quiet(which);
    for (Method method : Metrics.class.getMethods()) {
      boolean records = method.getReturnType() == void.class && !method.getName().equals("run");
      if (records && method.getDeclaringClass() != Object.class) {
        method.invoke(
            metrics,
            Arrays.stream(method.getParameterTypes()).map(NoopMetricsTest::worst).toArray());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"noop", "late bound"})
  void handlesAreRefusedOnlyForNullsAndNameThem(String which) {
    Metrics metrics = quiet(which);

    assertThatThrownBy(() -> metrics.counter(null, TAGS)).hasMessage("name");
    assertThatThrownBy(() -> metrics.counter("a.b", null)).hasMessage("tags");
    assertThatThrownBy(() -> metrics.gauge((String) null)).hasMessage("name");
    assertThatThrownBy(() -> metrics.gauge("a.b", (Tags) null)).hasMessage("tags");
    assertThatThrownBy(() -> metrics.gauge("a.b", TAGS, null)).hasMessage("supplier");
    assertThatThrownBy(() -> metrics.histogram(null, TAGS)).hasMessage("name");
    assertThatThrownBy(() -> metrics.describe(null)).hasMessage("descriptor");
    assertThat(metrics.counter("Not A Name")).isNotNull();
  }

  @Test
  void aTenantIsToldThatNothingRuns() {
    assertThat(
            Metrics.noop()
                .recordUserMetric("acme", "invoice.sent", 1, UserMetricKind.COUNT, TAGS)
                .rule())
        .isEqualTo(Rule.NOT_RUNNING);
    assertThat(Metrics.noop().forTenant("acme").count("invoice.sent"))
        .startsWith("refused: not_running: ");
  }

  @Test
  void aSupplierIsNeverAsked() {
    GaugeRegistration registration =
        Metrics.noop()
            .gauge(
                "a.b",
                () -> {
                  throw new AssertionError("asked");
                });

    assertThat(registration.replacedEarlier()).isFalse();
    registration.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"noop", "late bound"})
  void quietCallsAllocateNothing(String which) {
    Metrics metrics = quiet(which);
    Counter counter = metrics.counter("orders.count", TAGS);
    Gauge gauge = metrics.gauge("pool.active", TAGS);
    Histogram histogram = metrics.histogram("a.duration_ms", TAGS);
    Measured<String, RuntimeException> work = () -> "done";
    Duration duration = Duration.ofMillis(3);

    long perCall =
        allocatedPerCall(
            () -> {
              metrics.count("orders.count");
              metrics.count("orders.count", 1, "status", "paid", "channel", "web");
              metrics.gauge("pool.active", 3, "a", "b", "c", "d", "e", "f", "g", "h");
              metrics.histogram("a.duration_ms", 4.2, TAGS);
              metrics.duration("a.duration_ms", duration, TAGS);
              metrics.measure("a.duration_ms", TAGS, work);
              metrics.start("a.duration_ms", TAGS).success();
              metrics.recordUserMetric("acme", "a.b", 1, UserMetricKind.COUNT, TAGS);
              counter.increment();
              gauge.decrement();
              histogram.record(7);
            });

    assertThat(perCall).isZero();
  }

  private static long allocatedPerCall(Runnable calls) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    int rounds = 20_000;
    long before = 0;
    // The first turn warms up: class loading and the interpreter allocate.
    for (int turn = 0; turn < 2; turn++) {
      before = threads.getCurrentThreadAllocatedBytes();
      for (int round = 0; round < rounds; round++) {
        calls.run();
      }
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / rounds;
  }

  private static Object worst(Class<?> parameter) {
    if (parameter == long.class) {
      return Long.MIN_VALUE;
    }
    return parameter == double.class ? Double.NaN : null;
  }
}
