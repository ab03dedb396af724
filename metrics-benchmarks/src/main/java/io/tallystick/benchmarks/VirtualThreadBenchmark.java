package io.tallystick.benchmarks;

import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.tallystick.Counter;
import io.tallystick.Histogram;
import io.tallystick.Metrics;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does a bound count or sample cost in virtual threads?
 *
 * <p>Sixteen of them share a series, on as many carriers as there are processors; starting them is
 * spread over 4,096 calls each. The goal is to be no slower than the floor, {@link LongAdder}.
 * Needs Java 21 and says so on an older one.
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar VirtualThreadBenchmark -t 2 -prof gc
 * }</pre>
 */
public class VirtualThreadBenchmark extends RecordingBenchmark {
  private static final int THREADS = 16;
  private static final int CALLS_OF_A_THREAD = 4_096;
  private static final int CALLS = THREADS * CALLS_OF_A_THREAD;
  private static final double SAMPLE = 12.5;

  /** The floor's. */
  @State(Scope.Benchmark)
  public static class Adder {
    final LongAdder total = new LongAdder();
  }

  /** The runtime's own handles. */
  @State(Scope.Benchmark)
  public static class Ours {
    final Metrics metrics = OurMetrics.start();
    final Counter counter = metrics.counter("orders.count");
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
    final Counter counter = Metrics.current().counter("orders.count");

    @TearDown
    public void stop() {
      OurMetrics.stop();
    }
  }

  /** Micrometer's. */
  @State(Scope.Benchmark)
  public static class Micrometer {
    final io.micrometer.core.instrument.Counter counter =
        Peers.micrometer().counter("orders.count");
  }

  /** Prometheus's. */
  @State(Scope.Benchmark)
  public static class Prometheus {
    final CounterDataPoint counter = Peers.prometheusCounter().labelValues();
  }

  /** OpenTelemetry's. */
  @State(Scope.Benchmark)
  public static class OpenTelemetry {
    final SdkMeterProvider provider = Peers.openTelemetry();
    final LongCounter counter = provider.get("bench").counterBuilder("orders.count").build();
    final DoubleHistogram histogram =
        provider.get("bench").histogramBuilder(ThousandSeries.HISTOGRAM).build();
  }

  /** The floor. */
  @Benchmark
  @OperationsPerInvocation(CALLS)
  public void longAdder(Adder it) throws InterruptedException {
    inVirtualThreads(() -> it.total.increment());
  }

  /** Ours, through the runtime's own handle. */
  @Benchmark
  @OperationsPerInvocation(CALLS)
  public void ours(Ours it) throws InterruptedException {
    inVirtualThreads(() -> it.counter.increment());
  }

  /** Ours, through a late-bound handle. */
  @Benchmark
  @OperationsPerInvocation(CALLS)
  public void oursLateBound(OursLateBound it) throws InterruptedException {
    inVirtualThreads(() -> it.counter.increment());
  }

  /** Micrometer. */
  @Benchmark
  @OperationsPerInvocation(CALLS)
  public void micrometer(Micrometer it) throws InterruptedException {
    inVirtualThreads(() -> it.counter.increment());
  }

  /** Prometheus. */
  @Benchmark
  @OperationsPerInvocation(CALLS)
  public void prometheus(Prometheus it) throws InterruptedException {
    inVirtualThreads(() -> it.counter.inc());
  }

  /** OpenTelemetry. */
  @Benchmark
  @OperationsPerInvocation(CALLS)
  public void openTelemetry(OpenTelemetry it) throws InterruptedException {
    inVirtualThreads(() -> it.counter.add(1));
  }

  /** Ours, a histogram. */
  @Benchmark
  @OperationsPerInvocation(CALLS)
  public void oursHistogram(Ours it) throws InterruptedException {
    inVirtualThreads(() -> it.histogram.record(SAMPLE));
  }

  /** OpenTelemetry, an exponential histogram. */
  @Benchmark
  @OperationsPerInvocation(CALLS)
  public void openTelemetryHistogram(OpenTelemetry it) throws InterruptedException {
    inVirtualThreads(() -> it.histogram.record(SAMPLE));
  }

  private static void inVirtualThreads(Runnable call) throws InterruptedException {
    VirtualThreads.run(
        THREADS,
        () -> {
          for (int i = 0; i < CALLS_OF_A_THREAD; i++) {
            call.run();
          }
        });
  }
}
