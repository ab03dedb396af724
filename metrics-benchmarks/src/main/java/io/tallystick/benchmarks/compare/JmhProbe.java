package io.tallystick.benchmarks.compare;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs a benchmark class in JVMs of its own; a contender is a method, a place a number of threads.
 *
 * <pre>{@code
 * new JmhProbe(BoundCounterBenchmark.class).measure("2", List.of("longAdder"), Effort.QUICK);
 * }</pre>
 */
public final class JmhProbe implements Probe {
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final double MEDIAN = 50;

  private final Class<?> benchmark;

  /** For one benchmark class. */
  public JmhProbe(Class<?> benchmark) {
    this.benchmark = benchmark;
  }

  @Override
  public Map<String, Score> measure(String place, List<String> contenders, Effort effort) {
    Map<String, Score> scores = new HashMap<>();
    for (RunResult result : run(options(Integer.parseInt(place), contenders, effort))) {
      scores.put(result.getPrimaryResult().getLabel(), score(result));
    }
    return scores;
  }

  /** The benchmark's name. */
  @Override
  public String toString() {
    return benchmark.getName();
  }

  private static Iterable<RunResult> run(Options options) {
    try {
      return new Runner(options).run();
    } catch (RunnerException broken) {
      throw new IllegalStateException("A benchmark did not run: " + broken.getMessage(), broken);
    }
  }

  private Options options(int threads, List<String> contenders, Effort effort) {
    TimeValue round = TimeValue.milliseconds(effort.roundMillis());
    String methods = String.join("|", contenders);
    return new OptionsBuilder()
        .include("^" + Pattern.quote(benchmark.getName()) + "\\.(" + methods + ")$")
        .threads(threads)
        .forks(effort.forks())
        .warmupIterations(effort.warmupRounds())
        .warmupTime(round)
        .measurementIterations(effort.rounds())
        .measurementTime(round)
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .build();
  }

  /**
   * The median of all rounds: on a machine that others use, a mean tells of the others. Of bytes
   * too: a call that allocates does so in every round, a tick falls into one of them.
   */
  private static Score score(RunResult result) {
    Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
    return new Score(
        result.getPrimaryResult().getStatistics().getPercentile(MEDIAN),
        allocated == null ? Double.NaN : allocated.getStatistics().getPercentile(MEDIAN));
  }
}
