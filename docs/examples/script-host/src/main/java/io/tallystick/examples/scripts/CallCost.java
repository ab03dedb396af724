package io.tallystick.examples.scripts;

import io.tallystick.UserMetrics;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.aggregate.LiveSeries;
import io.tallystick.core.aggregate.Reading;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongUnaryOperator;

/**
 * What it costs a script to count, beside what the engine takes to call Java at all: a function of
 * the same form that does nothing. Both are called in turns in one virtual machine, in several of
 * them one after the other.
 *
 * <pre>{@code
 * java -cp docs/examples/script-host/target/script-host.jar io.tallystick.examples.scripts.CallCost
 * }</pre>
 */
final class CallCost {
  private static final int MACHINES = 3;
  private static final int ROUNDS = 30;
  private static final int CALLS = 100_000;
  private static final String IN_THIS_ONE = "here";

  private final PrintStream out;
  private final MetricsRuntime runtime;
  private final int calls;
  private int tenants;

  private CallCost(MetricsRuntime runtime, int calls, PrintStream out) {
    this.runtime = runtime;
    this.calls = calls;
    this.out = out;
  }

  /** Measures in virtual machines of its own. */
  public static void main(String... arguments) throws IOException, InterruptedException {
    if (List.of(arguments).equals(List.of(IN_THIS_ONE))) {
      measure(ROUNDS, CALLS, System.out);
      return;
    }
    for (int machine = 0; machine < MACHINES; machine++) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  CallCost.class.getName(),
                  IN_THIS_ONE)
              .inheritIO()
              .start();
      if (process.waitFor() != 0) {
        throw new IOException(
            "A virtual machine did not measure to its end: see what it says above.");
      }
    }
  }

  /** Measures so many rounds of so many calls each, of which the second half counts. */
  static void measure(int rounds, int calls, PrintStream out) {
    try (MetricsRuntime runtime =
        MetricsRuntime.builder()
            .installed(false)
            .limitTenantPointsPerMinute(1_000_000)
            .build()
            .start()) {
      CallCost cost = new CallCost(runtime, calls, out);
      for (CallLoop loop : List.of(new LuaLoop(), new JavaScriptLoop())) {
        cost.compare(loop, false, rounds);
        cost.compare(loop, true, rounds);
        loop.close();
      }
    }
  }

  private void compare(CallLoop loop, boolean hasTag, int rounds) {
    List<Double> empty = new ArrayList<>();
    List<Double> counting = new ArrayList<>();
    LongUnaryOperator nothing = loop.nothing(hasTag);
    for (int round = 0; round < rounds; round++) {
      empty.add((double) nothing.applyAsLong(calls) / calls);
      counting.add((double) count(loop, hasTag) / calls);
    }
    double least = median(empty);
    double ours = median(counting);
    out.printf(
        Locale.ROOT,
        "%-10s %-8s  empty call %7.1f ns   count %7.1f ns   %.2f x%n",
        loop.language(),
        hasTag ? "one tag" : "bare",
        least,
        ours,
        ours / least);
  }

  /** Each round is of another tenant, since one has a limit; all of it has to arrive. */
  private long count(CallLoop loop, boolean hasTag) {
    UserMetrics metrics = runtime.metrics().forTenant("tenant-" + tenants++);
    double before = counted();
    long nanos = loop.counting(hasTag, metrics).applyAsLong(calls);
    double counted = counted() - before;
    if (counted != calls) {
      throw new IllegalStateException("%s of %d calls were counted".formatted(counted, calls));
    }
    return nanos;
  }

  private double counted() {
    double sum = 0;
    for (LiveSeries live : runtime.snapshot().series()) {
      if (live.series().name().equals("user." + CallLoop.NAME)
          && live.total() instanceof Reading.OfCounter counter) {
        sum += counter.whole();
      }
    }
    return sum;
  }

  private static double median(List<Double> nanos) {
    double[] later = nanos.stream().skip(nanos.size() / 2).mapToDouble(each -> each).toArray();
    Arrays.sort(later);
    return later[later.length / 2];
  }
}
