package io.tallystick.docs.migration;

import static io.tallystick.core.testing.MetricsAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tallystick.Counter;
import io.tallystick.MetricDescriptor;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.Timing;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.collect.Collector;
import io.tallystick.core.collect.Readings;
import io.tallystick.core.testing.TestRuntime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The calls of the page for who comes from Micrometer: both count the same. */
class MicrometerTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final MetricsRuntime runtime = TestRuntime.create();
  private final Metrics metrics = runtime.metrics();
  private final Queue<String> queue = new ArrayDeque<>();

  private static String render() {
    return "page";
  }

  @AfterEach
  void close() {
    runtime.close();
    registry.close();
  }

  @Test
  void countersCountTheSame() {
    // Micrometer
    registry.counter("orders", "status", "paid").increment();
    // Tallystick
    metrics.count("orders.count", 1, "status", "paid");

    // Micrometer
    io.micrometer.core.instrument.Counter before = registry.counter("orders", "status", "paid");
    before.increment(2);
    // Tallystick
    Counter paid = metrics.counter("orders.count", Tags.of("status", "paid"));
    paid.add(2);

    assertThat(before.count()).isEqualTo(3);
    assertThat(runtime).counter("orders.count", "status", "paid").isEqualTo(3);
  }

  @Test
  void gaugesShowTheSame() throws Exception {
    queue.add("letter");
    // Micrometer
    registry.gauge("queue.depth", queue, Queue::size);
    // Tallystick
    metrics.gauge("queue.depth", queue::size);

    // A supplier is asked by a runtime that was started; set by hand, a gauge needs none.
    metrics.gauge("queue.limit", 100);

    assertThat(registry.get("queue.depth").gauge().value()).isEqualTo(1);
    assertThat(runtime).gauge("queue.limit").isEqualTo(100);
    try (MetricsRuntime started =
        MetricsRuntime.builder()
            .installed(false)
            .flushInterval(Duration.ofSeconds(1))
            .build()
            .start()) {
      started.metrics().gauge("queue.depth", queue::size);
      Patience.until(() -> Patience.series(started, "queue.depth").isPresent());
      assertThat(started).gauge("queue.depth").isEqualTo(1);
    }
  }

  @Test
  void timersTimeTheSameWork() {
    // Micrometer
    Timer timer = registry.timer("report.render", "format", "pdf");
    String page = timer.record(() -> render());
    // Tallystick
    String same =
        metrics.measure("report.render.duration_ms", Tags.of("format", "pdf"), () -> render());

    // Micrometer
    timer.record(Duration.ofMillis(12));
    // Tallystick
    metrics.duration("report.render.duration_ms", Duration.ofMillis(12), Tags.of("format", "pdf"));

    // Micrometer
    Timer.Sample sample = Timer.start(registry);
    sample.stop(timer);
    // Tallystick
    Timing timing = metrics.start("report.render.duration_ms", Tags.of("format", "pdf"));
    timing.success();

    assertThat(page).isEqualTo(same);
    assertThat(timer.count()).isEqualTo(3);
    assertThat(runtime).histogram("report.render.duration_ms", "format", "pdf").hasCount(3);
    assertThat(runtime)
        .histogram("report.render.duration_ms", "format", "pdf", "result", "success")
        .hasCount(2);
  }

  @Test
  void summariesHoldTheSameSamples() {
    // Micrometer
    DistributionSummary sizes = DistributionSummary.builder("upload.size").register(registry);
    sizes.record(312);
    sizes.record(40);
    // Tallystick
    metrics.histogram("upload.size_bytes", 312);
    metrics.histogram("upload.size_bytes", 40);

    assertThat(sizes.count()).isEqualTo(2);
    assertThat(sizes.totalAmount()).isEqualTo(352);
    assertThat(sizes.max()).isEqualTo(312);
    assertThat(runtime).histogram("upload.size_bytes").hasCount(2).hasSum(352).hasMax(312);
  }

  @Test
  void commonTagsAreOnEverySeries() throws Exception {
    // Micrometer
    registry.config().commonTags("region", "eu");
    // Tallystick
    MetricsRuntime tagged =
        MetricsRuntime.builder().tags(Tags.of("region", "eu")).installed(false).build();

    registry.counter("orders").increment();
    tagged.metrics().count("orders.count");
    assertThat(registry.get("orders").tag("region", "eu").counter().count()).isEqualTo(1);
    assertThat(Patience.scrape(tagged)).contains("orders_total{region=\"eu\"} 1");
    tagged.close();
  }

  @Test
  void bucketsForPrometheusAreSaidOnce() throws Exception {
    // Micrometer
    Timer.builder("report.render")
        .serviceLevelObjectives(Duration.ofMillis(100), Duration.ofSeconds(1))
        .register(registry);
    // Tallystick
    metrics.describe(
        MetricDescriptor.histogram("report.render.duration_ms")
            .description("How long a report takes")
            .bounds(100, 1_000)
            .build());

    registry.timer("report.render").record(Duration.ofMillis(12));
    metrics.duration("report.render.duration_ms", Duration.ofMillis(12));
    assertThat(registry.get("report.render").timer().takeSnapshot().histogramCounts())
        .extracting(bucket -> bucket.count())
        .containsExactly(1.0, 1.0);
    assertThat(Patience.scrape(runtime))
        .contains("report_render_duration_seconds_bucket{le=\"0.1\"} 1")
        .contains("report_render_duration_seconds_bucket{le=\"1.0\"} 1")
        .contains("report_render_duration_seconds_count 1");
  }

  /** What a registry knows, for a runtime that asks: gauges and whatever only grows. */
  static void read(MeterRegistry registry, Readings readings) {
    for (Meter meter : registry.getMeters()) {
      String name = "micrometer." + meter.getId().getName();
      Tags tags = Tags.empty();
      for (var tag : meter.getId().getTags()) {
        tags = tags.and(tag.getKey().replace('.', '_'), tag.getValue());
      }
      for (var measurement : meter.measure()) {
        Statistic statistic = measurement.getStatistic();
        if (statistic == Statistic.VALUE) {
          readings.gauge(name, measurement.getValue(), tags);
        } else if (statistic == Statistic.COUNT) {
          readings.total(name + ".count", (long) measurement.getValue(), tags);
        }
      }
    }
  }

  @Test
  void metersOfOthersAreReadByACollector() throws Exception {
    registry.gauge("size", 4);
    registry.counter("library.calls", "client.name", "eu").increment(5);
    registry.timer("library.time").record(Duration.ofMillis(3));
    try (MetricsRuntime runtime = MetricsRuntime.builder().installed(false).build().start()) {
      runtime.collectors().add(Collector.of("micrometer", readings -> read(registry, readings)));

      Patience.untilItHolds(
          () -> {
            assertThat(runtime).gauge("micrometer.size").isEqualTo(4);
            assertThat(runtime)
                .counter("micrometer.library.calls.count", "client_name", "eu")
                .isEqualTo(5);
            assertThat(runtime).counter("micrometer.library.time.count").isEqualTo(1);
          });
    }
  }

  @Test
  void aRegistryThatPushesGivesAStepAndASimpleOneBesideItGivesTheWhole() {
    MockClock clock = new MockClock();
    SimpleMeterRegistry steps =
        new SimpleMeterRegistry(key -> "simple.mode".equals(key) ? "STEP" : null, clock);
    SimpleMeterRegistry simple = new SimpleMeterRegistry();
    CompositeMeterRegistry both = new CompositeMeterRegistry().add(steps).add(simple);
    both.counter("library.calls").increment(5);
    clock.add(Duration.ofMinutes(1));
    assertThat(steps.get("library.calls").counter().count()).isEqualTo(5);
    both.counter("library.calls").increment(2);
    clock.add(Duration.ofMinutes(1));

    assertThat(steps.get("library.calls").counter().count()).isEqualTo(2);
    assertThat(simple.get("library.calls").counter().count()).isEqualTo(7);
    both.close();
  }

  @Test
  void namesForPrometheusAreThese() throws Exception {
    metrics.count("orders.count");
    metrics.gauge("queue.depth", 1);
    metrics.duration("report.render.duration_ms", Duration.ofMillis(12));
    metrics.histogram("upload.size_bytes", 312);

    assertThat(Patience.scrape(runtime))
        .contains("\norders_total 1")
        .contains("\nqueue_depth 1")
        .contains("\nreport_render_duration_seconds_count 1")
        .contains("\nreport_render_duration_seconds_sum 0.012")
        .contains("\nupload_size_bytes_count 1");
  }
}
