package io.tallystick.docs.migration;

import static io.tallystick.core.testing.MetricsAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import io.tallystick.Counter;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.Timing;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.collect.Collector;
import io.tallystick.core.collect.Readings;
import io.tallystick.core.query.Aggregate;
import io.tallystick.core.query.Question;
import io.tallystick.core.testing.TestRuntime;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The calls of the page for who comes from Dropwizard Metrics: both count the same. */
class DropwizardTest {
  private final MetricRegistry registry = new MetricRegistry();
  private final MetricsRuntime runtime = TestRuntime.create();
  private final Metrics metrics = runtime.metrics();
  private final Queue<String> queue = new ArrayDeque<>();

  private static String render() {
    return "page";
  }

  @AfterEach
  void close() {
    runtime.close();
  }

  @Test
  void metersAndCountersThatOnlyGrowCountTheSame() {
    // Dropwizard
    registry.meter("orders.paid").mark();
    // Tallystick
    metrics.count("orders.count", 1, "status", "paid");

    // Dropwizard
    Meter before = registry.meter(MetricRegistry.name("orders", "paid"));
    before.mark(2);
    // Tallystick
    Counter paid = metrics.counter("orders.count", Tags.of("status", "paid"));
    paid.add(2);

    assertThat(before.getCount()).isEqualTo(3);
    assertThat(runtime).counter("orders.count", "status", "paid").isEqualTo(3);
  }

  @Test
  void aCounterThatGoesDownIsAGauge() {
    // Dropwizard
    registry.counter("jobs.running").inc(3);
    registry.counter("jobs.running").dec();
    // Tallystick
    metrics.gauge("jobs.active", 2);

    assertThat(registry.counter("jobs.running").getCount()).isEqualTo(2);
    assertThat(runtime).gauge("jobs.active").isEqualTo(2);
  }

  @Test
  void gaugesShowTheSame() {
    queue.add("letter");
    // Dropwizard
    Gauge<Integer> depth = registry.registerGauge("queue.depth", queue::size);
    // Tallystick
    var registration = metrics.gauge("queue.depth", queue::size);

    assertThat(depth.getValue()).isEqualTo(1);
    registration.close();
    metrics.gauge("queue.depth", queue.size());
    assertThat(runtime).gauge("queue.depth").isEqualTo(1);
  }

  @Test
  void timersTimeTheSameWork() {
    // Dropwizard
    Timer timer = registry.timer("report.render.pdf");
    String page = timer.timeSupplier(() -> render());
    // Tallystick
    String same =
        metrics.measure("report.render.duration_ms", Tags.of("format", "pdf"), () -> render());

    // Dropwizard
    Timer.Context context = timer.time();
    render();
    context.stop();
    // Tallystick
    Timing timing = metrics.start("report.render.duration_ms", Tags.of("format", "pdf"));
    render();
    timing.success();

    assertThat(page).isEqualTo(same);
    assertThat(timer.getCount()).isEqualTo(2);
    assertThat(runtime).histogram("report.render.duration_ms", "format", "pdf").hasCount(2);
  }

  @Test
  void histogramsHoldTheSameSamples() {
    // Dropwizard
    Histogram sizes = registry.histogram("upload.size");
    sizes.update(312);
    sizes.update(40);
    // Tallystick
    metrics.histogram("upload.size_bytes", 312);
    metrics.histogram("upload.size_bytes", 40);

    assertThat(sizes.getCount()).isEqualTo(2);
    assertThat(sizes.getSnapshot().getMax()).isEqualTo(312);
    assertThat(runtime).histogram("upload.size_bytes").hasCount(2).hasMin(40).hasMax(312);
  }

  @Test
  void percentilesAreAskedOfTheReader() {
    Timer timer = registry.timer("report.render");
    for (int millis = 1; millis <= 100; millis++) {
      timer.update(java.time.Duration.ofMillis(millis));
      metrics.duration("report.render.duration_ms", java.time.Duration.ofMillis(millis));
    }

    // Dropwizard: nanoseconds, of the last five minutes by and large
    double before = timer.getSnapshot().get95thPercentile() / 1e6;
    // Tallystick: milliseconds, of whatever time is asked for
    Aggregate took = runtime.reader().aggregate(Question.about("report.render.duration_ms"));
    double p95 = took.p95();

    assertThat(before).isBetween(90.0, 100.0);
    assertThat(p95).isBetween(94.0, 97.0);
  }

  /** What a registry knows, for a runtime that asks: gauges and whatever only grows. */
  static void read(MetricRegistry registry, Readings readings) {
    registry
        .getGauges()
        .forEach(
            (name, gauge) -> {
              if (gauge.getValue() instanceof Number number) {
                readings.gauge(nameOf(name), number.doubleValue());
              }
            });
    registry
        .getCounters()
        .forEach((name, counter) -> readings.gauge(nameOf(name), counter.getCount()));
    registry
        .getMeters()
        .forEach((name, meter) -> readings.total(nameOf(name) + ".count", meter.getCount()));
    registry
        .getTimers()
        .forEach((name, timer) -> readings.total(nameOf(name) + ".count", timer.getCount()));
    registry
        .getHistograms()
        .forEach((name, sizes) -> readings.total(nameOf(name) + ".count", sizes.getCount()));
  }

  /** Names there are of any form: {@code com.example.Orders.openOrders}. */
  private static String nameOf(String name) {
    return ("dropwizard." + name)
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9_.]", "_");
  }

  @Test
  void metricsOfOthersAreReadByACollector() throws Exception {
    registry.registerGauge("com.example.Orders.openOrders", () -> 4);
    registry.counter("running").inc(2);
    registry.meter("library.calls").mark(5);
    registry.timer("library.time").update(java.time.Duration.ofMillis(3));
    registry.histogram("sizes").update(312);
    try (MetricsRuntime runtime = MetricsRuntime.builder().installed(false).build().start()) {
      runtime.collectors().add(Collector.of("dropwizard", readings -> read(registry, readings)));

      Patience.untilItHolds(
          () -> {
            assertThat(runtime).gauge("dropwizard.com.example.orders.open_orders").isEqualTo(4);
            assertThat(runtime).gauge("dropwizard.running").isEqualTo(2);
            assertThat(runtime).counter("dropwizard.library.calls.count").isEqualTo(5);
            assertThat(runtime).counter("dropwizard.library.time.count").isEqualTo(1);
            assertThat(runtime).counter("dropwizard.sizes.count").isEqualTo(1);
          });
    }
  }
}
