package io.tallystick.benchmarks.collect;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How much of a processor, and how much heap, do all collectors together take at the interval that
 * they have unless told otherwise?
 *
 * <p>Two processes at a time do nothing, one with collectors and one without; what they differ in
 * is what collectors cost. The middle one of all pairs counts.
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar collect 3
 * }</pre>
 */
public final class Collect {
  private static final double MOST_PERCENT = 0.5;
  private static final double MOST_MEGABYTES = 2;
  private static final int MB = 1 << 20;
  private static final int PAIRS = 3;
  private static final int WARM_UP_SECONDS = 70;
  private static final int SECONDS = 180;
  private static final int MISUSED = 2;

  private final PrintStream out;
  private final PrintStream errors;

  /** A measurement that prints there. */
  public Collect(PrintStream out, PrintStream errors) {
    this.out = out;
    this.errors = errors;
  }

  /** What one process took. */
  private record Cost(long cpuMillis, long heapBytes) {}

  /**
   * Measures so many pairs, for so many seconds after so many of warming up; with the flight
   * recorder where the word {@code pinning} comes first.
   *
   * @return 0 when both goals were met, 1 when one was missed, 2 when it was misused
   */
  public int run(String... arguments) {
    boolean isPinning = arguments.length > 0 && arguments[0].equals("pinning");
    String[] numbers = Arrays.copyOfRange(arguments, isPinning ? 1 : 0, arguments.length);
    return run(isPinning ? "pinning" : "on", numbers);
  }

  private int run(String how, String[] arguments) {
    int pairs = PAIRS;
    int warmUp = WARM_UP_SECONDS;
    int seconds = SECONDS;
    try {
      pairs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : pairs;
      seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : seconds;
      warmUp = arguments.length > 2 ? Integer.parseInt(arguments[2]) : warmUp;
    } catch (NumberFormatException misused) {
      pairs = 0;
    }
    if (pairs < 1 || seconds < 1 || warmUp < 1) {
      errors.println("collect [pinning] [pairs] [seconds] [seconds of warming up]");
      return MISUSED;
    }
    return measure(how, pairs, warmUp, seconds);
  }

  private int measure(String how, int pairs, int warmUp, int seconds) {
    double[] percents = new double[pairs];
    double[] megabytes = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      List<Cost> costs = sideBySide(how, warmUp, seconds);
      long cpuMillis = costs.get(0).cpuMillis - costs.get(1).cpuMillis;
      percents[i] = cpuMillis / 10.0 / seconds;
      megabytes[i] = (double) (costs.get(0).heapBytes - costs.get(1).heapBytes) / MB;
      out.printf(
          Locale.ROOT,
          "%d ms of processor time in %d s with collectors, %d ms without: %.3f %%;"
              + " %.2f MB of heap with, %.2f MB without: %.2f MB%n",
          costs.get(0).cpuMillis,
          seconds,
          costs.get(1).cpuMillis,
          percents[i],
          (double) costs.get(0).heapBytes / MB,
          (double) costs.get(1).heapBytes / MB,
          megabytes[i]);
    }
    double percent = middle(percents);
    double heap = middle(megabytes);
    boolean isMet = percent <= MOST_PERCENT && heap <= MOST_MEGABYTES;
    out.printf(
        Locale.ROOT,
        "%.3f %% of a processor, at most %.1f; %.2f MB of heap, at most %.0f: %s%n",
        percent,
        MOST_PERCENT,
        heap,
        MOST_MEGABYTES,
        isMet ? "met" : "MISSED");
    return isMet ? 0 : 1;
  }

  private static double middle(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** With and without, at the same time, so that both meet the same machine. */
  private static List<Cost> sideBySide(String how, int warmUp, int seconds) {
    try {
      Process with = start(how, warmUp, seconds);
      Process without = start("off", warmUp, seconds);
      return List.of(cost(with), cost(without));
    } catch (IOException broken) {
      throw new IllegalStateException("A process did not run.", broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The measurement was interrupted.", interrupted);
    }
  }

  private static Process start(String how, int warmUp, int seconds) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-cp", classPath(), CollectProgram.class.getName()));
    command.addAll(List.of(how, String.valueOf(warmUp), String.valueOf(seconds)));
    return new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
  }

  private static Cost cost(Process process) throws IOException, InterruptedException {
    String printed;
    try (InputStream output = process.getInputStream()) {
      printed = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
    if (process.waitFor() != 0) {
      throw new IllegalStateException("A process ended with " + process.exitValue() + ".");
    }
    String[] numbers = printed.split(" ");
    return new Cost(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
  }

  /** Surefire may hand over a jar that only names the others, so it is asked for the list. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
