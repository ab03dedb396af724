package io.tallystick.benchmarks;

import com.netflix.spectator.api.DefaultRegistry;
import com.netflix.spectator.api.Id;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does a count cost by name and a constant that holds the three tags?
 *
 * <p>1,000 such constants of one name, walked in a shuffled order. The goals are 0.5 of the floor,
 * one {@link LongAdder}, and 0 B; {@code longAdders} walks an array of a thousand of them, which is
 * what the constants cost a program that keeps a field for each series. Peers that can prepare tags
 * do.
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar ConstantTagsBenchmark -t 2 -prof gc
 * }</pre>
 */
public class ConstantTagsBenchmark extends RecordingBenchmark {
  /** The floor's. */
  @State(Scope.Benchmark)
  public static class Adder {
    final LongAdder total = new LongAdder();
  }

  /** A LongAdder for each series. */
  @State(Scope.Benchmark)
  public static class Adders {
    final LongAdder[] totals = new LongAdder[ThousandSeries.SLOTS];

    /** One for each series; the slots after the last share the first ones. */
    public Adders() {
      Arrays.setAll(
          totals,
          slot ->
              slot < ThousandSeries.COUNT ? new LongAdder() : totals[slot - ThousandSeries.COUNT]);
    }
  }

  /** Where a thread is in its walk through the series. */
  @State(Scope.Thread)
  public static class Turn extends Walk {}

  /** Our constants. */
  @State(Scope.Benchmark)
  public static class Constants {
    private static final ThousandSeries SERIES = ThousandSeries.literals();

    final Tags[] ours = new Tags[ThousandSeries.SLOTS];

    /** The same constant wherever the series is the same. */
    public Constants() {
      Arrays.setAll(
          ours,
          slot ->
              slot < ThousandSeries.COUNT
                  ? Tags.of(SERIES.pairs(slot))
                  : ours[slot - ThousandSeries.COUNT]);
    }
  }

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
    private static final ThousandSeries SERIES = ThousandSeries.literals();

    final MeterRegistry registry = Peers.micrometer();
    final io.micrometer.core.instrument.Tags[] tags =
        new io.micrometer.core.instrument.Tags[ThousandSeries.SLOTS];

    /** Makes the constants. */
    public Micrometer() {
      Arrays.setAll(tags, slot -> io.micrometer.core.instrument.Tags.of(SERIES.pairs(slot)));
    }
  }

  /** OpenTelemetry's. */
  @State(Scope.Benchmark)
  public static class OpenTelemetry {
    private static final ThousandSeries SERIES = ThousandSeries.literals();

    final SdkMeterProvider provider = Peers.openTelemetry();
    final LongCounter counter = provider.get("bench").counterBuilder(ThousandSeries.NAME).build();
    final Attributes[] attributes = new Attributes[ThousandSeries.SLOTS];

    /** Makes the constants. */
    public OpenTelemetry() {
      Arrays.setAll(
          attributes,
          slot ->
              Peers.attributes(SERIES.routes[slot], SERIES.methods[slot], SERIES.statuses[slot]));
    }
  }

  /** Spectator's. */
  @State(Scope.Benchmark)
  public static class Spectator {
    final DefaultRegistry registry = Peers.spectator();
    final Id[] ids = new Id[ThousandSeries.SLOTS];

    /** Makes the constants. */
    public Spectator() {
      ThousandSeries series = ThousandSeries.literals();
      Arrays.setAll(
          ids, slot -> registry.createId(ThousandSeries.NAME).withTags(series.pairs(slot)));
    }
  }

  /** The floor: the same walk, no lookup, one number. */
  @Benchmark
  public void longAdder(Adder adder, Turn turn) {
    turn.next();
    adder.total.increment();
  }

  /** The same walk without a library. */
  @Benchmark
  public void longAdders(Adders adders, Turn turn) {
    adders.totals[turn.next()].increment();
  }

  /** Ours, through the runtime. */
  @Benchmark
  public void ours(Ours ours, Constants constants, Turn turn) {
    ours.metrics.count(ThousandSeries.NAME, 1, constants.ours[turn.next()]);
  }

  /** Ours, late-bound. */
  @Benchmark
  public void oursLateBound(OursLateBound ours, Constants constants, Turn turn) {
    ours.metrics.count(ThousandSeries.NAME, 1, constants.ours[turn.next()]);
  }

  /** Micrometer. */
  @Benchmark
  public void micrometer(Micrometer peer, Turn turn) {
    peer.registry.counter(ThousandSeries.NAME, peer.tags[turn.next()]).increment();
  }

  /** OpenTelemetry. */
  @Benchmark
  public void openTelemetry(OpenTelemetry peer, Turn turn) {
    peer.counter.add(1, peer.attributes[turn.next()]);
  }

  /** Spectator. */
  @Benchmark
  public void spectator(Spectator peer, Turn turn) {
    peer.registry.counter(peer.ids[turn.next()]).increment();
  }
}
