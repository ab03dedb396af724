package io.tallystick.benchmarks.scrape;

import io.tallystick.Counter;
import io.tallystick.Gauge;
import io.tallystick.Histogram;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.servlet.EndpointSettings;
import io.tallystick.servlet.MetricsHttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Ours, in an application without a container. */
final class OurSubject implements Subject {
  private static final int NO_LIMIT = 1_000_000;

  private final MetricsRuntime runtime;
  private final MetricsHttpServer server;
  private final List<Counter> counters = new ArrayList<>();
  private final List<Gauge> gauges = new ArrayList<>();
  private final List<Histogram> histograms = new ArrayList<>();

  OurSubject(Mix mix) {
    runtime = MetricsRuntime.builder().installed(false).build().start();
    server =
        MetricsHttpServer.start(
            runtime,
            EndpointSettings.standard().rules(rules -> rules.scrapesAMinute(NO_LIMIT)),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Metrics metrics = runtime.metrics();
    for (int i = 0; i < Mix.SERIES; i++) {
      Tags tags = Tags.of("route_id", "/api/things/{id}/" + i, "status", "success");
      for (int metric = 0; metric < mix.counters(); metric++) {
        counters.add(metrics.counter("scraped.thing%d.count".formatted(metric), tags));
      }
      for (int metric = 0; metric < mix.gauges(); metric++) {
        gauges.add(metrics.gauge("scraped.pool%d.active".formatted(metric), tags));
      }
      for (int metric = 0; metric < mix.histograms(); metric++) {
        histograms.add(metrics.histogram("scraped.job%d.duration_ms".formatted(metric), tags));
      }
    }
  }

  @Override
  public String name() {
    return "tallystick";
  }

  @Override
  public URI address() {
    return URI.create("http://127.0.0.1:%d/metrics".formatted(server.address().getPort()));
  }

  @Override
  public String threads() {
    return "tallystick-http";
  }

  @Override
  public void record(int round) {
    counters.forEach(counter -> counter.add(1 + round));
    gauges.forEach(gauge -> gauge.set(round + 0.5));
    histograms.forEach(histogram -> histogram.record(3.7 * (round % 100)));
  }

  @Override
  public void close() {
    server.close();
    runtime.close();
  }
}
