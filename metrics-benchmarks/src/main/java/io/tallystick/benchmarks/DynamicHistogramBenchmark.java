package io.tallystick.benchmarks;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.prometheus.metrics.core.metrics.Histogram;
import io.tallystick.Metrics;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does a sample cost by name and three tags, where percentiles are wanted?
 *
 * <p>1,000 series of one name, literals, walked in a shuffled order with lognormal milliseconds.
 * The goals are 0.05 of Micrometer, 0.35 of Prometheus' classic histogram, and 0 B. Micrometer's
 * builder is its documented way to a summary with percentiles.
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar DynamicHistogramBenchmark -t 2 -prof gc
 * }</pre>
 */
public class DynamicHistogramBenchmark extends RecordingBenchmark {
  /** The floor's: what the JDK has for a count and a sum. */
  @State(Scope.Benchmark)
  public static class CountAndSum {
    final LongAdder count = new LongAdder();
    final DoubleAdder sum = new DoubleAdder();
  }

  /** A thread's walk through the series and the samples. */
  @State(Scope.Thread)
  public static class Turn extends Walk {
    final ThousandSeries series = ThousandSeries.literals();
    private final double[] samples = Samples.lognormal(Samples.COUNT);

    double value() {
      return samples[sample()];
    }
  }

  /** The runtime itself. */
  @State(Scope.Benchmark)
  public static class Ours {
    final Metrics metrics = OurMetrics.start();

    @Setup
    public void makeSeries() {
      ThousandSeries.makeEach((series, slot) -> record(series, slot, 1));
    }

    void record(ThousandSeries series, int slot, double millis) {
      metrics.histogram(
          ThousandSeries.HISTOGRAM,
          millis,
          ThousandSeries.ROUTE,
          series.routes[slot],
          ThousandSeries.METHOD,
          series.methods[slot],
          ThousandSeries.STATUS,
          series.statuses[slot]);
    }

    @TearDown
    public void stop() {
      OurMetrics.stop();
    }
  }

  /** What a library sees of it. */
  @State(Scope.Benchmark)
  public static class OursLateBound {
    final Metrics runtime = OurMetrics.start();
    final Metrics metrics = Metrics.current();

    @Setup
    public void makeSeries() {
      ThousandSeries.makeEach((series, slot) -> record(series, slot, 1));
    }

    void record(ThousandSeries series, int slot, double millis) {
      metrics.histogram(
          ThousandSeries.HISTOGRAM,
          millis,
          ThousandSeries.ROUTE,
          series.routes[slot],
          ThousandSeries.METHOD,
          series.methods[slot],
          ThousandSeries.STATUS,
          series.statuses[slot]);
    }

    @TearDown
    public void stop() {
      OurMetrics.stop();
    }
  }

  /** Micrometer's. */
  @State(Scope.Benchmark)
  public static class Micrometer {
    final MeterRegistry registry = Peers.micrometer();

    @Setup
    public void makeSeries() {
      ThousandSeries.makeEach((series, slot) -> record(series, slot, 1));
    }

    void record(ThousandSeries series, int slot, double millis) {
      Peers.micrometerSummary(
              registry,
              ThousandSeries.ROUTE,
              series.routes[slot],
              ThousandSeries.METHOD,
              series.methods[slot],
              ThousandSeries.STATUS,
              series.statuses[slot])
          .record(millis);
    }
  }

  /** Prometheus'. */
  @State(Scope.Benchmark)
  public static class PrometheusClassic {
    final Histogram histogram =
        Peers.prometheusClassic(ThousandSeries.ROUTE, ThousandSeries.METHOD, ThousandSeries.STATUS);

    @Setup
    public void makeSeries() {
      ThousandSeries.makeEach((series, slot) -> record(series, slot, 1));
    }

    void record(ThousandSeries series, int slot, double millis) {
      histogram
          .labelValues(series.routes[slot], series.methods[slot], series.statuses[slot])
          .observe(millis);
    }
  }

  /** Prometheus'. */
  @State(Scope.Benchmark)
  public static class PrometheusNative {
    final Histogram histogram =
        Peers.prometheusNative(ThousandSeries.ROUTE, ThousandSeries.METHOD, ThousandSeries.STATUS);

    @Setup
    public void makeSeries() {
      ThousandSeries.makeEach((series, slot) -> record(series, slot, 1));
    }

    void record(ThousandSeries series, int slot, double millis) {
      histogram
          .labelValues(series.routes[slot], series.methods[slot], series.statuses[slot])
          .observe(millis);
    }
  }

  /** OpenTelemetry's. */
  @State(Scope.Benchmark)
  public static class OpenTelemetry {
    final SdkMeterProvider provider = Peers.openTelemetry();
    final DoubleHistogram histogram =
        provider.get("bench").histogramBuilder(ThousandSeries.HISTOGRAM).build();

    @Setup
    public void makeSeries() {
      ThousandSeries.makeEach((series, slot) -> record(series, slot, 1));
    }

    void record(ThousandSeries series, int slot, double millis) {
      histogram.record(
          millis,
          Peers.attributes(series.routes[slot], series.methods[slot], series.statuses[slot]));
    }
  }

  /** The floor: count and sum of one series, no percentiles. */
  @Benchmark
  public void countAndSum(CountAndSum floor, Turn turn) {
    turn.next();
    floor.count.increment();
    floor.sum.add(turn.value());
  }

  /** Ours, through the runtime. */
  @Benchmark
  public void ours(Ours ours, Turn turn) {
    int slot = turn.next();
    ours.record(turn.series, slot, turn.value());
  }

  /** Ours, late-bound. */
  @Benchmark
  public void oursLateBound(OursLateBound ours, Turn turn) {
    int slot = turn.next();
    ours.record(turn.series, slot, turn.value());
  }

  /** Micrometer. */
  @Benchmark
  public void micrometer(Micrometer peer, Turn turn) {
    int slot = turn.next();
    peer.record(turn.series, slot, turn.value());
  }

  /** Prometheus, a classic histogram. */
  @Benchmark
  public void prometheusClassic(PrometheusClassic peer, Turn turn) {
    int slot = turn.next();
    peer.record(turn.series, slot, turn.value());
  }

  /** Prometheus, a native histogram. */
  @Benchmark
  public void prometheusNative(PrometheusNative peer, Turn turn) {
    int slot = turn.next();
    peer.record(turn.series, slot, turn.value());
  }

  /** OpenTelemetry, exponential: attributes made for each call. */
  @Benchmark
  public void openTelemetry(OpenTelemetry peer, Turn turn) {
    int slot = turn.next();
    peer.record(turn.series, slot, turn.value());
  }
}
