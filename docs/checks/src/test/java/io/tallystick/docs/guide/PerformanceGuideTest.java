package io.tallystick.docs.guide;

import static io.tallystick.core.testing.MetricsAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tallystick.Counter;
import io.tallystick.Histogram;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.Timing;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.RuntimeState;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the page on performance says of calls: what they count, and what they leave behind. */
class PerformanceGuideTest {
  private static final int ROUNDS = 5_000;
  private static final int TURNS = 20;
  private static final Tags PDF = Tags.of("format", "pdf");

  private final MetricsRuntime runtime = MetricsRuntime.builder().installed(false).build();
  private final Metrics metrics = runtime.metrics();
  private final List<String> shown = new ArrayList<>();
  private final String route = "/orders";
  private volatile Object seenByOthers = "";

  @AfterEach
  void close() {
    runtime.close();
  }

  /** In the best of some turns: in the first ones compilers are at work. */
  private static long allocatedPerCall(Runnable call) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int turn = 0; turn < TURNS && least > 0; turn++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int round = 0; round < ROUNDS; round++) {
        call.run();
      }
      least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS);
    }
    return least;
  }

  /** An object that others may see: the compiler cannot do without making it. */
  private <T> T kept(T object) {
    seenByOthers = object;
    return object;
  }

  private static String render() {
    return "page";
  }

  @Test
  void theWaysToCountAddToOneSeries() {
    // a handle: nothing is looked up
    Counter paid = metrics.counter("orders.count", Tags.of("status", "paid"));
    paid.increment();
    // a constant: the series is remembered in it
    Tags tags = Tags.of("status", "paid");
    metrics.count("orders.count", 1, tags);
    // pairs: the series is looked up
    metrics.count("orders.count", 1, "status", "paid");

    assertThat(runtime).counter("orders.count", "status", "paid").isOneSeries().isEqualTo(3);
    assertThat(allocatedPerCall(paid::increment)).isZero();
    assertThat(allocatedPerCall(() -> metrics.count("orders.count", 1, tags))).isZero();
    assertThat(allocatedPerCall(() -> metrics.count("orders.count", 1, "status", "paid"))).isZero();
  }

  @Test
  void tagsThatAreMadeForEachCallAreObjects() {
    Runnable made = () -> metrics.count("orders.count", 1, kept(Tags.of("route", route)));
    Runnable added = () -> metrics.count("orders.count", 1, kept(PDF.and("route", route)));

    assertThat(allocatedPerCall(made)).isPositive();
    assertThat(allocatedPerCall(added)).isPositive();
  }

  @Test
  void aTimingIsAnObjectAndTimeThatWasTakenIsNone() {
    Runnable started =
        () -> {
          Timing timing = kept(metrics.start("report.render.duration_ms", PDF));
          render();
          timing.success();
        };
    Runnable taken =
        () -> {
          long start = System.nanoTime();
          render();
          metrics.duration("report.render.duration_ms", System.nanoTime() - start, PDF);
        };

    started.run();
    taken.run();
    assertThat(runtime).histogram("report.render.duration_ms").hasCount(2);
    assertThat(allocatedPerCall(() -> metrics.measure("report.render.duration_ms", PDF, () -> "x")))
        .isZero();
    assertThat(allocatedPerCall(started)).isPositive();
    assertThat(seenByOthers).isInstanceOf(Timing.class);
    assertThat(allocatedPerCall(taken)).isZero();
  }

  @Test
  void whatABudgetHoldsCanBeAsked() {
    Histogram sizes = metrics.histogram("upload.size_bytes");
    sizes.record(312);

    runtime
        .state()
        .ifPresent(
            state ->
                state
                    .memory()
                    .forEach(
                        (budget, memory) ->
                            shown.add(
                                "%s: %d of %d bytes"
                                    .formatted(budget, memory.usedBytes(), memory.givenBytes()))));
    RuntimeState state = runtime.state().orElseThrow();

    assertThat(shown).hasSize(3).anyMatch(line -> line.startsWith("histograms: "));
    assertThat(state.memory().get("histograms").usedBytes()).isPositive();
    assertThat(runtime.recordedBytes()).isPositive();
  }

  @Test
  void recordingGoesOffForAsLongAsSomethingIsMeasuredWithoutIt() {
    Counter paid = metrics.counter("orders.count");
    paid.increment();
    runtime.recording(false);
    paid.increment();
    runtime.recording(true);

    assertThat(runtime).counter("orders.count").isEqualTo(1);
  }
}
