package io.tallystick.benchmarks;

import com.netflix.spectator.api.DefaultRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.tallystick.Metrics;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does a count cost by name and three tags, when the strings are literals?
 *
 * <p>1,000 series of one name, recorded in a shuffled order that all threads walk, each from
 * another place. The goals are 0.10 of Micrometer, 0.5 of Prometheus, and 0 B.
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar LiteralTagsBenchmark -t 2 -prof gc
 * }</pre>
 */
public class LiteralTagsBenchmark extends RecordingBenchmark {
  /** The floor's. */
  @State(Scope.Benchmark)
  public static class Adder {
    final LongAdder total = new LongAdder();
  }

  /** Where a thread is in its walk through the series. */
  @State(Scope.Thread)
  public static class Turn extends Walk {
    final ThousandSeries series = ThousandSeries.literals();
  }

  /** The runtime itself. */
  @State(Scope.Benchmark)
  public static class Ours {
    final Metrics metrics = OurMetrics.start();

    @Setup
    public void makeSeries() {
      ThousandSeries.makeEach(this::add);
    }

    void add(ThousandSeries series, int slot) {
      metrics.count(
          series.name,
          1,
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
      ThousandSeries.makeEach(this::add);
    }

    void add(ThousandSeries series, int slot) {
      metrics.count(
          series.name,
          1,
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
      ThousandSeries.makeEach(this::add);
    }

    void add(ThousandSeries series, int slot) {
      registry
          .counter(
              series.name,
              ThousandSeries.ROUTE,
              series.routes[slot],
              ThousandSeries.METHOD,
              series.methods[slot],
              ThousandSeries.STATUS,
              series.statuses[slot])
          .increment();
    }
  }

  /** Prometheus's. */
  @State(Scope.Benchmark)
  public static class Prometheus {
    final io.prometheus.metrics.core.metrics.Counter counter =
        Peers.prometheusCounter(ThousandSeries.ROUTE, ThousandSeries.METHOD, ThousandSeries.STATUS);

    @Setup
    public void makeSeries() {
      ThousandSeries.makeEach(this::add);
    }

    void add(ThousandSeries series, int slot) {
      counter.labelValues(series.routes[slot], series.methods[slot], series.statuses[slot]).inc();
    }
  }

  /** OpenTelemetry's. */
  @State(Scope.Benchmark)
  public static class OpenTelemetry {
    final SdkMeterProvider provider = Peers.openTelemetry();
    final LongCounter counter = provider.get("bench").counterBuilder(ThousandSeries.NAME).build();

    @Setup
    public void makeSeries() {
      ThousandSeries.makeEach(this::add);
    }

    void add(ThousandSeries series, int slot) {
      counter.add(
          1, Peers.attributes(series.routes[slot], series.methods[slot], series.statuses[slot]));
    }
  }

  /** Spectator's. */
  @State(Scope.Benchmark)
  public static class Spectator {
    final DefaultRegistry registry = Peers.spectator();

    @Setup
    public void makeSeries() {
      ThousandSeries.makeEach(this::add);
    }

    void add(ThousandSeries series, int slot) {
      registry
          .counter(
              series.name,
              ThousandSeries.ROUTE,
              series.routes[slot],
              ThousandSeries.METHOD,
              series.methods[slot],
              ThousandSeries.STATUS,
              series.statuses[slot])
          .increment();
    }
  }

  /** The floor: the same walk, no lookup, one number. */
  @Benchmark
  public void longAdder(Adder adder, Turn turn) {
    turn.next();
    adder.total.increment();
  }

  /** Ours, through the runtime. */
  @Benchmark
  public void ours(Ours ours, Turn turn) {
    ours.add(turn.series, turn.next());
  }

  /** Ours, late-bound. */
  @Benchmark
  public void oursLateBound(OursLateBound ours, Turn turn) {
    ours.add(turn.series, turn.next());
  }

  /** Micrometer. */
  @Benchmark
  public void micrometer(Micrometer peer, Turn turn) {
    peer.add(turn.series, turn.next());
  }

  /** Prometheus. */
  @Benchmark
  public void prometheus(Prometheus peer, Turn turn) {
    peer.add(turn.series, turn.next());
  }

  /** OpenTelemetry: attributes made for each call. */
  @Benchmark
  public void openTelemetry(OpenTelemetry peer, Turn turn) {
    peer.add(turn.series, turn.next());
  }

  /** Spectator. */
  @Benchmark
  public void spectator(Spectator peer, Turn turn) {
    peer.add(turn.series, turn.next());
  }
}
