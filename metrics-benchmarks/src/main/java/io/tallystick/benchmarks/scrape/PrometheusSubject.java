package io.tallystick.benchmarks.scrape;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The Prometheus client with its own server, which is the JDK's too. */
final class PrometheusSubject implements Subject {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(4, work -> new Thread(work, "prometheus-http"));
  private final HTTPServer server;
  private final List<CounterDataPoint> counters = new ArrayList<>();
  private final List<GaugeDataPoint> gauges = new ArrayList<>();
  private final List<DistributionDataPoint> histograms = new ArrayList<>();

  PrometheusSubject(Mix mix) {
    for (int metric = 0; metric < mix.counters(); metric++) {
      addCounters("scraped_thing%d_total".formatted(metric));
    }
    for (int metric = 0; metric < mix.gauges(); metric++) {
      addGauges("scraped_pool%d_active".formatted(metric));
    }
    for (int metric = 0; metric < mix.histograms(); metric++) {
      addHistograms("scraped_job%d_duration_seconds".formatted(metric));
    }
    try {
      server =
          HTTPServer.builder()
              .inetAddress(InetAddress.getLoopbackAddress())
              .port(0)
              .registry(registry)
              .executorService(threads)
              .buildAndStart();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String route(int number) {
    return "/api/things/{id}/" + number;
  }

  private void addCounters(String name) {
    Counter metric =
        Counter.builder().name(name).labelNames("route_id", "status").register(registry);
    for (int i = 0; i < Mix.SERIES; i++) {
      counters.add(metric.labelValues(route(i), "success"));
    }
  }

  private void addGauges(String name) {
    Gauge metric = Gauge.builder().name(name).labelNames("route_id", "status").register(registry);
    for (int i = 0; i < Mix.SERIES; i++) {
      gauges.add(metric.labelValues(route(i), "success"));
    }
  }

  private void addHistograms(String name) {
    Histogram metric =
        Histogram.builder()
            .name(name)
            .labelNames("route_id", "status")
            .classicOnly()
            .register(registry);
    for (int i = 0; i < Mix.SERIES; i++) {
      histograms.add(metric.labelValues(route(i), "success"));
    }
  }

  @Override
  public String name() {
    return "prometheus";
  }

  @Override
  public URI address() {
    return URI.create("http://127.0.0.1:%d/metrics".formatted(server.getPort()));
  }

  @Override
  public String threads() {
    return "prometheus-http";
  }

  @Override
  public void record(int round) {
    counters.forEach(counter -> counter.inc(1 + round));
    gauges.forEach(gauge -> gauge.set(round + 0.5));
    histograms.forEach(histogram -> histogram.observe(0.0037 * (round % 100)));
  }

  @Override
  public void close() {
    server.close();
    threads.shutdown();
  }
}
