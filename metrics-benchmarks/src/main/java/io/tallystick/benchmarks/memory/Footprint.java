package io.tallystick.benchmarks.memory;

import io.tallystick.benchmarks.compare.Effort;
import io.tallystick.benchmarks.compare.Probe;
import io.tallystick.benchmarks.compare.Score;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How much heap does a runtime take that records 1,000 counters and 1,000 histograms from 200
 * threads which stay alive, all in all, and how much does one series?
 *
 * <p>The first is asked of {@link FootprintProgram}, in a JVM of its own with the collector that it
 * chooses; the second of the probes.
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar footprint
 * }</pre>
 */
public final class Footprint {
  /** The most that all of it may take. */
  public static final int MOST_MB = 50;

  private static final double MOST_COUNTER_BYTES = 150;
  private static final double MOST_HISTOGRAM_BYTES = 7_000;
  private static final List<String> THREADS = List.of("1", "8", "200");
  private static final String OURS = "ours";
  private static final int MISUSED = 2;

  private final Probe counter;
  private final Probe histogram;
  private final PrintStream out;
  private final PrintStream errors;

  /** A footprint; the probes measure bytes of one series at numbers of threads. */
  public Footprint(Probe counter, Probe histogram, PrintStream out, PrintStream errors) {
    this.counter = counter;
    this.histogram = histogram;
    this.out = out;
    this.errors = errors;
  }

  /**
   * Measures and prints; {@code whole} leaves the series out.
   *
   * @return 0 when everything is small enough, 1 when something is not, 2 when it was misused
   */
  public int run(String... arguments) {
    boolean isWholeOnly = List.of(arguments).equals(List.of("whole"));
    if (arguments.length > 0 && !isWholeOnly) {
      errors.println("footprint [whole]");
      return MISUSED;
    }
    boolean isSmall = isWholeSmall();
    if (!isWholeOnly) {
      isSmall &= isSmall("counter", counter, MOST_COUNTER_BYTES);
      isSmall &= isSmall("histogram", histogram, MOST_HISTOGRAM_BYTES);
    }
    return isSmall ? 0 : 1;
  }

  private boolean isWholeSmall() {
    return new ChildJvm("256m").run(FootprintProgram.class, String.valueOf(MOST_MB)) == 0;
  }

  private boolean isSmall(String what, Probe probe, double most) {
    boolean isSmall = true;
    for (String threads : THREADS) {
      Map<String, Score> scores = probe.measure(threads, List.of(OURS), Effort.QUICK);
      double bytes = scores.values().iterator().next().value();
      out.printf(
          Locale.ROOT,
          "%s, %s threads: %,.0f B, at most %,.0f: %s%n",
          what,
          threads,
          bytes,
          most,
          bytes <= most ? "met" : "MISSED");
      isSmall &= bytes <= most;
    }
    return isSmall;
  }
}
