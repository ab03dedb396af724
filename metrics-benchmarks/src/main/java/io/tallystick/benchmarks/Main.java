package io.tallystick.benchmarks;

import io.tallystick.benchmarks.compare.Comparison;
import java.io.IOException;
import java.util.Arrays;

/**
 * What the jar starts: {@code compare} is ours, everything else goes to JMH as it is.
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar compare standard --only=histogram
 * java -jar metrics-benchmarks/target/benchmarks.jar GuardBenchmark -f 1
 * }</pre>
 */
public final class Main {
  private Main() {}

  /** Ends with 0 when every goal was met, 1 when one was missed, 2 when it was misused. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 0 || !arguments[0].equals("compare")) {
      org.openjdk.jmh.Main.main(arguments);
      return;
    }
    String[] others = Arrays.copyOfRange(arguments, 1, arguments.length);
    System.exit(
        new Comparison(Questions.all(), OurMetrics.records(), System.out, System.err).run(others));
  }
}
