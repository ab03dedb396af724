package io.tallystick.benchmarks;

import com.codahale.metrics.MetricRegistry;
import io.micrometer.core.instrument.DistributionSummary;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.tallystick.Histogram;
import io.tallystick.Metrics;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Recorder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does a sample cost through a bound handle, where percentiles are wanted?
 *
 * <p>One series, shared by all threads, lognormal milliseconds. The goals are 0.35 of
 * OpenTelemetry's exponential histogram at 1 thread, 0.05 at 2 and 8, and 0 B. HdrHistogram takes
 * whole microseconds; Prometheus' classic histogram only knows percentiles as well as its bounds.
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar BoundHistogramBenchmark -t 2 -prof gc
 * }</pre>
 */
public class BoundHistogramBenchmark extends RecordingBenchmark {
  /** The floor's: what the JDK has for a count and a sum. */
  @State(Scope.Benchmark)
  public static class CountAndSum {
    final LongAdder count = new LongAdder();
    final DoubleAdder sum = new DoubleAdder();
  }

  /** A thread's walk through the samples. */
  @State(Scope.Thread)
  public static class Values extends Walk {
    private final double[] samples = Samples.lognormal(Samples.COUNT);

    double value() {
      next();
      return samples[sample()];
    }
  }

  /** The runtime's own handle. */
  @State(Scope.Benchmark)
  public static class Ours {
    final Metrics metrics = OurMetrics.start();
    final Histogram histogram = metrics.histogram(ThousandSeries.HISTOGRAM);

    @TearDown
    public void stop() {
      OurMetrics.stop();
    }
  }

  /** The handle of a library that does not know the runtime. */
  @State(Scope.Benchmark)
  public static class OursLateBound {
    final Metrics metrics = OurMetrics.start();
    final Histogram histogram = Metrics.current().histogram(ThousandSeries.HISTOGRAM);

    @TearDown
    public void stop() {
      OurMetrics.stop();
    }
  }

  /** Micrometer's. */
  @State(Scope.Benchmark)
  public static class Micrometer {
    final DistributionSummary summary = Peers.micrometerSummary(Peers.micrometer());
  }

  /** Prometheus'. */
  @State(Scope.Benchmark)
  public static class PrometheusSummary {
    final DistributionDataPoint summary = Peers.prometheusSummary().labelValues();
  }

  /** Prometheus'. */
  @State(Scope.Benchmark)
  public static class PrometheusClassic {
    final DistributionDataPoint histogram = Peers.prometheusClassic().labelValues();
  }

  /** Prometheus'. */
  @State(Scope.Benchmark)
  public static class PrometheusNative {
    final DistributionDataPoint histogram = Peers.prometheusNative().labelValues();
  }

  /** OpenTelemetry's. */
  @State(Scope.Benchmark)
  public static class OpenTelemetry {
    final SdkMeterProvider provider = Peers.openTelemetry();
    final DoubleHistogram histogram =
        provider.get("bench").histogramBuilder(ThousandSeries.HISTOGRAM).build();
  }

  /** Dropwizard's. */
  @State(Scope.Benchmark)
  public static class Dropwizard {
    final com.codahale.metrics.Histogram histogram =
        new MetricRegistry().histogram(ThousandSeries.HISTOGRAM);
  }

  /** HdrHistogram's. */
  @State(Scope.Benchmark)
  public static class Hdr {
    final Recorder recorder = Peers.hdrHistogram();
  }

  /** The floor: count and sum, no percentiles. */
  @Benchmark
  public void countAndSum(CountAndSum floor, Values values) {
    floor.count.increment();
    floor.sum.add(values.value());
  }

  /** Ours, through the runtime's own handle. */
  @Benchmark
  public void ours(Ours ours, Values values) {
    ours.histogram.record(values.value());
  }

  /** Ours, through a late-bound handle. */
  @Benchmark
  public void oursLateBound(OursLateBound ours, Values values) {
    ours.histogram.record(values.value());
  }

  /** Micrometer. */
  @Benchmark
  public void micrometer(Micrometer peer, Values values) {
    peer.summary.record(values.value());
  }

  /** Prometheus, a summary. */
  @Benchmark
  public void prometheusSummary(PrometheusSummary peer, Values values) {
    peer.summary.observe(values.value());
  }

  /** Prometheus, a classic histogram. */
  @Benchmark
  public void prometheusClassic(PrometheusClassic peer, Values values) {
    peer.histogram.observe(values.value());
  }

  /** Prometheus, a native histogram. */
  @Benchmark
  public void prometheusNative(PrometheusNative peer, Values values) {
    peer.histogram.observe(values.value());
  }

  /** OpenTelemetry, exponential. */
  @Benchmark
  public void openTelemetry(OpenTelemetry peer, Values values) {
    peer.histogram.record(values.value());
  }

  /** Dropwizard. */
  @Benchmark
  public void dropwizard(Dropwizard peer, Values values) {
    peer.histogram.update((long) (values.value() * 1e3));
  }

  /** HdrHistogram. */
  @Benchmark
  public void hdrHistogram(Hdr peer, Values values) {
    peer.recorder.recordValue((long) (values.value() * 1e3));
  }
}
