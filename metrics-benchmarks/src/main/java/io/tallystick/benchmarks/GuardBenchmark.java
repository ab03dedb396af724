package io.tallystick.benchmarks;

import io.tallystick.guard.GuardLimits;
import io.tallystick.guard.GuardedSeries;
import io.tallystick.guard.SeriesGuard;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What do the guards cost when a series is first seen?
 *
 * <p>The goal is 5 µs for four ordinary tags; the floor sorts the same tags into a map and does
 * nothing else. The hostile shapes show that a long value costs no more than its start.
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar GuardBenchmark
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class GuardBenchmark {
  private static final int MEGABYTE = 1 << 20;

  /** What the tags look like. */
  @Param({"ordinary", "described", "personal", "megabyte"})
  public String shape = "ordinary";

  private final SeriesGuard guard = SeriesGuard.forSystem(GuardLimits.standard());
  private String[] tags = {};
  private Set<String> listedKeys = Set.of();

  /** Makes the tags. */
  @Setup
  public void makeTags() {
    tags =
        new String[] {
          "route_id", "/api/v1/segments/{id}/members",
          "method", "POST",
          "status_class", "2xx",
          "region", shape.equals("personal") ? "jane.doe@mail.example" : "eu-west-1"
        };
    if (shape.equals("megabyte")) {
      tags[7] = "a1.".repeat(MEGABYTE / 3);
    }
    listedKeys = Set.of("route_id", "method", "status_class", "region");
  }

  /** The guards. */
  @Benchmark
  public GuardedSeries admitFourTags() {
    return guard.admit(
        "http.request.duration_ms", shape.equals("described") ? listedKeys : null, tags);
  }

  /** The floor: the four tags in a sorted map. */
  @Benchmark
  public Map<String, String> sortFourTags() {
    Map<String, String> sorted = new TreeMap<>();
    for (int i = 0; i < tags.length; i += 2) {
      sorted.put(tags[i], tags[i + 1]);
    }
    return sorted;
  }
}
