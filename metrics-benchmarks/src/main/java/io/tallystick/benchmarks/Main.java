package io.tallystick.benchmarks;

import io.tallystick.benchmarks.alerts.AlertPrograms;
import io.tallystick.benchmarks.collect.Collect;
import io.tallystick.benchmarks.compare.Comparison;
import io.tallystick.benchmarks.compare.ProgramProbe;
import io.tallystick.benchmarks.crash.Crash;
import io.tallystick.benchmarks.memory.Explosion;
import io.tallystick.benchmarks.memory.Footprint;
import io.tallystick.benchmarks.scrape.Scrape;
import io.tallystick.benchmarks.scrape.Soak;
import io.tallystick.benchmarks.storage.DayView;
import io.tallystick.benchmarks.storage.Query;
import io.tallystick.benchmarks.storage.Storage;
import java.io.IOException;
import java.util.Arrays;

/**
 * What the jar starts: {@code alerts}, {@code collect}, {@code compare}, {@code crash}, {@code
 * explosion}, {@code filter}, {@code footprint}, {@code query}, {@code scrape}, {@code soak},
 * {@code storage} and {@code view} are ours, everything else goes to JMH as it is.
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar compare standard --only=histogram
 * java -jar metrics-benchmarks/target/benchmarks.jar explosion counters
 * java -jar metrics-benchmarks/target/benchmarks.jar GuardBenchmark -f 1
 * }</pre>
 */
public final class Main {
  private Main() {}

  /** Ours end with 0 when every goal was met, 1 when one was missed, 2 when it was misused. */
  public static void main(String[] arguments) throws IOException {
    String[] others =
        Arrays.copyOfRange(arguments, Math.min(1, arguments.length), arguments.length);
    switch (arguments.length == 0 ? "" : arguments[0]) {
      case "alerts" -> System.exit(new AlertPrograms(System.out, System.err).run(others));
      case "collect" -> System.exit(new Collect(System.out, System.err).run(others));
      case "compare" -> System.exit(compare(others));
      case "crash" -> System.exit(new Crash(System.out, System.err).run(others));
      case "explosion" -> System.exit(new Explosion(System.err).run(others));
      case "filter" -> System.exit(new FilterUnderLoad(System.out, System.err).run(others));
      case "footprint" -> System.exit(footprint(others));
      case "query" -> System.exit(new Query(System.out, System.err).run(others));
      case "scrape" -> System.exit(new Scrape(System.out, System.err).run(others));
      case "soak" -> System.exit(new Soak(System.out, System.err).run(others));
      case "storage" -> System.exit(new Storage(System.out, System.err).run(others));
      case "view" -> System.exit(new DayView(System.out, System.err).run(others));
      default -> org.openjdk.jmh.Main.main(arguments);
    }
  }

  private static int compare(String[] arguments) {
    return new Comparison(Questions.all(), OurMetrics.records(), System.out, System.err)
        .run(arguments);
  }

  private static int footprint(String[] arguments) {
    return new Footprint(
            new ProgramProbe(HeapPerSeries.class, "counter"),
            new ProgramProbe(HeapPerSeries.class, "histogram"),
            System.out,
            System.err)
        .run(arguments);
  }
}
