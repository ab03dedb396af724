package io.tallystick.benchmarks;

import io.tallystick.Counter;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does an instrumented library cost while no runtime is there?
 *
 * <p>The goal is 0 B for each call, shown by {@code -prof gc}; the floor is an empty method.
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar QuietBenchmark -prof gc
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class QuietBenchmark {
  private static final Tags PAID = Tags.of("status", "paid");
  private static final Counter COUNTER = Metrics.current().counter("orders.count", PAID);

  private final Metrics metrics = Metrics.current();

  /** The floor. */
  @Benchmark
  public void nothing() {}

  /** A late-bound handle. */
  @Benchmark
  public void boundCounter() {
    COUNTER.increment();
  }

  /** A late-bound call by name and three tags. */
  @Benchmark
  public void countByNameAndThreeTags() {
    metrics.count("orders.count", 1, "status", "paid", "channel", "web", "region", "eu");
  }

  /** Timed work. */
  @Benchmark
  public String measure() {
    return metrics.measure("orders.sum.duration_ms", PAID, () -> "done");
  }
}
