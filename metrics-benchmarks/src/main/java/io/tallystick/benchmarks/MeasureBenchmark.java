package io.tallystick.benchmarks;

import com.codahale.metrics.MetricRegistry;
import io.micrometer.core.instrument.Timer;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What does timed work cost?
 *
 * <p>The work gives back a constant; the floor reads the clock twice and does the same work. The
 * goals are 1.3 of the floor and 0 B. Ours looks the series up by name and a constant and adds the
 * result; the peers' timers are bound, with percentiles where they have to be asked for.
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar MeasureBenchmark -t 2 -prof gc
 * }</pre>
 */
public class MeasureBenchmark extends RecordingBenchmark {
  /** A metric that nobody described, so that it may have these tags and a result. */
  private static final String NAME = "mail.send.duration_ms";

  private static final Tags TAGS = Tags.of("type", "reset");

  /** The runtime itself. */
  @State(Scope.Benchmark)
  public static class Ours {
    final Metrics metrics = OurMetrics.start();

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

    @TearDown
    public void stop() {
      OurMetrics.stop();
    }
  }

  /** Micrometer's. */
  @State(Scope.Benchmark)
  public static class Micrometer {
    final Timer timer = Peers.micrometerTimer(Peers.micrometer());
  }

  /** Dropwizard's. */
  @State(Scope.Benchmark)
  public static class Dropwizard {
    final com.codahale.metrics.Timer timer = new MetricRegistry().timer(ThousandSeries.HISTOGRAM);
  }

  /** The floor. */
  @Benchmark
  public long twoNanoTimes(Blackhole hole) {
    long start = System.nanoTime();
    hole.consume(work());
    return System.nanoTime() - start;
  }

  /** Ours, through the runtime. */
  @Benchmark
  public String ours(Ours ours) {
    return ours.metrics.measure(NAME, TAGS, MeasureBenchmark::work);
  }

  /** Ours, late-bound. */
  @Benchmark
  public String oursLateBound(OursLateBound ours) {
    return ours.metrics.measure(NAME, TAGS, MeasureBenchmark::work);
  }

  /** Micrometer. */
  @Benchmark
  public @Nullable String micrometer(Micrometer peer) {
    return peer.timer.record(MeasureBenchmark::work);
  }

  /** Dropwizard. */
  @Benchmark
  public String dropwizard(Dropwizard peer) {
    return peer.timer.timeSupplier(MeasureBenchmark::work);
  }

  private static String work() {
    return "done";
  }
}
