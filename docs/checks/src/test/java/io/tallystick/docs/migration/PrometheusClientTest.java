package io.tallystick.docs.migration;

import static io.tallystick.core.testing.MetricsAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.core.datapoints.Timer;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.Unit;
import io.tallystick.MetricDescriptor;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.Timing;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.collect.Collector;
import io.tallystick.core.collect.Readings;
import io.tallystick.core.testing.TestRuntime;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The calls of the page for who comes from the Prometheus client: both count the same. */
class PrometheusClientTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();
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
  void countersCountTheSame() throws Exception {
    // Prometheus client
    Counter orders =
        Counter.builder()
            .name("orders_total")
            .help("Orders, by what became of them")
            .labelNames("status")
            .register(registry);
    orders.labelValues("paid").inc();
    // Tallystick
    metrics.describe(
        MetricDescriptor.counter("orders.count")
            .description("Orders, by what became of them")
            .tags("status")
            .build());
    metrics.count("orders.count", 1, "status", "paid");

    // Prometheus client
    var before = orders.labelValues("paid");
    before.inc(2);
    // Tallystick
    var paid = metrics.counter("orders.count", Tags.of("status", "paid"));
    paid.add(2);

    assertThat(before.get()).isEqualTo(3);
    assertThat(runtime).counter("orders.count", "status", "paid").isEqualTo(3);
    metrics.counter("orders.count", Tags.of("status", "refused")); // is there with 0
    assertThat(Patience.scrape(runtime))
        .contains("# HELP orders_total Orders, by what became of them")
        .contains("orders_total{status=\"refused\"} 0")
        .contains("orders_total{status=\"paid\"} 3");
  }

  @Test
  void gaugesShowTheSame() {
    queue.add("letter");
    // Prometheus client
    Gauge limit = Gauge.builder().name("queue_limit").register(registry);
    limit.set(100);
    GaugeWithCallback.builder()
        .name("queue_depth")
        .callback(depth -> depth.call(queue.size()))
        .register(registry);
    // Tallystick
    metrics.gauge("queue.limit", 100);
    metrics.gauge("queue.depth", queue::size);

    assertThat(limit.get()).isEqualTo(100);
    assertThat(runtime).gauge("queue.limit").isEqualTo(100);
    assertThat(registry.scrape().stream().map(family -> family.getMetadata().getName()))
        .contains("queue_depth");
  }

  @Test
  void histogramsTimeTheSameWork() throws Exception {
    // Prometheus client: seconds
    Histogram took =
        Histogram.builder()
            .name("report_render_duration_seconds")
            .unit(Unit.SECONDS)
            .labelNames("format")
            .classicOnly()
            .classicUpperBounds(0.1, 1)
            .register(registry);
    // Tallystick: milliseconds, and seconds for Prometheus
    metrics.describe(
        MetricDescriptor.histogram("report.render.duration_ms")
            .tags("format")
            .bounds(100, 1_000)
            .build());

    // Prometheus client
    String page = took.labelValues("pdf").time(() -> render());
    took.labelValues("pdf").observe(0.012);
    // Tallystick
    String same =
        metrics.measure("report.render.duration_ms", Tags.of("format", "pdf"), () -> render());
    metrics.histogram("report.render.duration_ms", 12, "format", "pdf");

    // Prometheus client
    Timer timer = took.labelValues("pdf").startTimer();
    render();
    timer.observeDuration();
    // Tallystick
    Timing timing = metrics.start("report.render.duration_ms", Tags.of("format", "pdf"));
    render();
    timing.close();

    assertThat(page).isEqualTo(same);
    assertThat(took.labelValues("pdf").getCount()).isEqualTo(3);
    assertThat(runtime).histogram("report.render.duration_ms", "format", "pdf").hasCount(3);
    assertThat(Patience.scrape(runtime))
        .contains("report_render_duration_seconds_bucket{format=\"pdf\",le=\"0.1\"} 3")
        .contains("report_render_duration_seconds_bucket{format=\"pdf\",le=\"+Inf\"} 3");
  }

  @Test
  void aNameThatDashboardsUseIsKept() throws Exception {
    metrics.describe(
        MetricDescriptor.counter("shop.checkout.count")
            .description("Orders that were checked out")
            .expositionName("checkouts_total")
            .build());

    metrics.count("shop.checkout.count");
    assertThat(Patience.scrape(runtime)).contains("\ncheckouts_total 1");
  }

  /** What a registry knows, for a runtime that asks: gauges and counters. */
  static void read(PrometheusRegistry registry, Readings readings) {
    for (var family : registry.scrape()) {
      String name = "prometheus." + family.getMetadata().getPrometheusName();
      if (family instanceof CounterSnapshot counters) {
        for (var point : counters.getDataPoints()) {
          readings.total(name + ".count", (long) point.getValue(), tags(point.getLabels()));
        }
      } else if (family instanceof GaugeSnapshot gauges) {
        for (var point : gauges.getDataPoints()) {
          readings.gauge(name, point.getValue(), tags(point.getLabels()));
        }
      }
    }
  }

  private static Tags tags(Labels labels) {
    Tags tags = Tags.empty();
    for (var label : labels) {
      tags = tags.and(label.getName(), label.getValue());
    }
    return tags;
  }

  @Test
  void metricsOfOthersAreReadByACollector() throws Exception {
    Gauge.builder().name("pool_size").register(registry).set(4);
    Counter.builder().name("library_calls_total").register(registry).inc(5);
    try (MetricsRuntime runtime = MetricsRuntime.builder().installed(false).build().start()) {
      runtime.collectors().add(Collector.of("prometheus", readings -> read(registry, readings)));

      Patience.untilItHolds(
          () -> {
            assertThat(runtime).gauge("prometheus.pool_size").isEqualTo(4);
            assertThat(runtime).counter("prometheus.library_calls.count").isEqualTo(5);
          });
    }
  }
}
