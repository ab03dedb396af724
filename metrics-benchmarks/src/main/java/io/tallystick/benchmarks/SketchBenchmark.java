package io.tallystick.benchmarks;

import io.tallystick.core.sketch.Grid;
import io.tallystick.core.sketch.QuantileSketch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
 * What does a sketch cost on its way from the minute's counts to the answer of a query?
 *
 * <p>The samples are lognormal, σ 1; the floor copies the counts that a sketch is made of. The
 * goals are 40 µs to make one and a few ms to merge a day of minutes.
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar SketchBenchmark
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SketchBenchmark {
  private static final int MINUTES_A_DAY = 1_440;

  /** How many samples a sketch is made of. */
  @Param({"60", "1000", "60000"})
  public int samples;

  private int[] indexes = {};
  private long[] counts = {};
  private double min;
  private double max;
  private QuantileSketch sketch = QuantileSketch.empty();
  private byte[] encoded = {};
  private List<QuantileSketch> day = List.of();

  /** Counts samples on the grid, and makes a day of such minutes. */
  @Setup
  public void countSamples() {
    day =
        IntStream.range(0, MINUTES_A_DAY)
            .mapToObj(minute -> QuantileSketch.decode(counted(minute).encode()))
            .toList();
    sketch = counted(0);
    encoded = sketch.encode();
  }

  private QuantileSketch counted(int seed) {
    Random random = new Random(seed);
    double[] values = random.doubles(samples).toArray();
    Arrays.setAll(values, i -> 20 * Math.exp(random.nextGaussian()));
    Map<Integer, Long> cells = new TreeMap<>();
    for (double value : values) {
      cells.merge(Grid.indexOf(value), 1L, Long::sum);
    }
    indexes = cells.keySet().stream().mapToInt(Integer::intValue).toArray();
    counts = cells.values().stream().mapToLong(Long::longValue).toArray();
    min = Arrays.stream(values).min().orElseThrow();
    max = Arrays.stream(values).max().orElseThrow();
    return made();
  }

  /** The floor. */
  @Benchmark
  public int copied() {
    return indexes.clone().length + counts.clone().length;
  }

  /** From the minute's counts. */
  @Benchmark
  public QuantileSketch made() {
    return QuantileSketch.ofGrid(indexes, counts, indexes.length, min, max);
  }

  /** For a row. */
  @Benchmark
  public byte[] encoded() {
    return sketch.encode();
  }

  /** From a row. */
  @Benchmark
  public QuantileSketch decoded() {
    return QuantileSketch.decode(encoded);
  }

  /** One answer. */
  @Benchmark
  public double quantile() {
    return sketch.quantile(0.99);
  }

  /** All minutes of a day. */
  @Benchmark
  public QuantileSketch merged1440() {
    return QuantileSketch.merge(day);
  }
}
