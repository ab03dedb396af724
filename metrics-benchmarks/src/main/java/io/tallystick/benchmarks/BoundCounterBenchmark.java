package io.tallystick.benchmarks;

import com.codahale.metrics.MetricRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.tallystick.Counter;
import io.tallystick.Metrics;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does a count cost through a handle that is bound to its series?
 *
 * <p>The goal is 0.35 of the floor, {@link LongAdder}, at 1, 2 and 8 threads, and 0 B. One series
 * without tags, shared by all threads; OpenTelemetry has no handles, its call names no attributes.
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar BoundCounterBenchmark -t 2 -prof gc
 * }</pre>
 */
public class BoundCounterBenchmark extends RecordingBenchmark {
  /** The floor's. */
  @State(Scope.Benchmark)
  public static class Adder {
    final LongAdder total = new LongAdder();
  }

  /** The runtime's own handle. */
  @State(Scope.Benchmark)
  public static class Ours {
    final Metrics metrics = OurMetrics.start();
    final Counter counter = metrics.counter("orders.count");

    @TearDown
    public void stop() {
      OurMetrics.stop();
    }
  }

  /** The handle of a library that does not know the runtime. */
  @State(Scope.Benchmark)
  public static class OursLateBound {
    final Metrics metrics = OurMetrics.start();
    final Counter counter = Metrics.current().counter("orders.count");

    @TearDown
    public void stop() {
      OurMetrics.stop();
    }
  }

  /** Micrometer's. */
  @State(Scope.Benchmark)
  public static class Micrometer {
    final MeterRegistry registry = Peers.micrometer();
    final io.micrometer.core.instrument.Counter counter = registry.counter("orders.count");
  }

  /** Prometheus's. */
  @State(Scope.Benchmark)
  public static class Prometheus {
    final io.prometheus.metrics.core.datapoints.CounterDataPoint counter =
        Peers.prometheusCounter().labelValues();
  }

  /** OpenTelemetry's. */
  @State(Scope.Benchmark)
  public static class OpenTelemetry {
    final SdkMeterProvider provider = Peers.openTelemetry();
    final LongCounter counter = provider.get("bench").counterBuilder("orders.count").build();
  }

  /** Dropwizard's. */
  @State(Scope.Benchmark)
  public static class Dropwizard {
    final com.codahale.metrics.Counter counter = new MetricRegistry().counter("orders.count");
  }

  /** Spectator's. */
  @State(Scope.Benchmark)
  public static class Spectator {
    final com.netflix.spectator.api.Counter counter = Peers.spectator().counter("orders.count");
  }

  /** The floor. */
  @Benchmark
  public void longAdder(Adder adder) {
    adder.total.increment();
  }

  /** Ours, through the runtime's own handle. */
  @Benchmark
  public void ours(Ours ours) {
    ours.counter.increment();
  }

  /** Ours, through a late-bound handle. */
  @Benchmark
  public void oursLateBound(OursLateBound ours) {
    ours.counter.increment();
  }

  /** Micrometer. */
  @Benchmark
  public void micrometer(Micrometer peer) {
    peer.counter.increment();
  }

  /** Prometheus. */
  @Benchmark
  public void prometheus(Prometheus peer) {
    peer.counter.inc();
  }

  /** OpenTelemetry. */
  @Benchmark
  public void openTelemetry(OpenTelemetry peer) {
    peer.counter.add(1);
  }

  /** Dropwizard. */
  @Benchmark
  public void dropwizard(Dropwizard peer) {
    peer.counter.inc();
  }

  /** Spectator. */
  @Benchmark
  public void spectator(Spectator peer) {
    peer.counter.increment();
  }
}
