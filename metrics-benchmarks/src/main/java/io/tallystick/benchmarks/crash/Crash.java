package io.tallystick.benchmarks.crash;

import java.io.PrintStream;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Is everything in the store that it has confirmed, and nothing twice, however the process that
 * recorded has ended?
 *
 * <p>The recording runs in JVMs of its own, on one file.
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar crash 200
 * java -jar metrics-benchmarks/target/benchmarks.jar crash twins
 * }</pre>
 */
public final class Crash {
  /** How many processes are killed unless told otherwise. */
  public static final int KILLS = 500;

  private static final int MISUSED = 2;

  private final PrintStream out;
  private final PrintStream errors;

  /** A program that prints what it measures to the one stream and what is wrong to the other. */
  public Crash(PrintStream out, PrintStream errors) {
    this.out = out;
    this.errors = errors;
  }

  /**
   * Runs what is named: {@code twins}, {@code pause}, {@code sigterm}, or as many kills as a number
   * says, at moments that a second number decides.
   *
   * @return 0 when nothing is wrong, 1 when something is, 2 when it was misused
   */
  public int run(String... arguments) {
    Scenario scenario = scenario(List.of(arguments));
    if (scenario == null) {
      errors.println("crash [kills [seed]] | twins | pause | sigterm");
      return MISUSED;
    }
    Workplace workplace = Workplace.create();
    Findings findings = new Findings(out, errors);
    try {
      scenario.run(workplace, findings);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      findings.require(false, "interrupted");
    }
    return conclude(workplace, findings);
  }

  private static @Nullable Scenario scenario(List<String> arguments) {
    return switch (String.join(" ", arguments)) {
      case "twins" -> new Twins();
      case "pause" -> new Pause();
      case "sigterm" -> new Termination();
      default -> kills(arguments);
    };
  }

  private static @Nullable Scenario kills(List<String> numbers) {
    try {
      int kills = numbers.isEmpty() ? KILLS : Integer.parseInt(numbers.get(0));
      long seed =
          numbers.size() < 2 ? new Random().nextInt(1_000_000) : Long.parseLong(numbers.get(1));
      return kills > 0 && numbers.size() <= 2 ? new Kills(kills, seed) : null;
    } catch (NumberFormatException misused) {
      return null;
    }
  }

  /** What is wrong can be looked at afterwards; what is not wrong is taken away. */
  private int conclude(Workplace workplace, Findings findings) {
    if (findings.faults() > 0) {
      errors.printf("%d faults; the files are in %s%n", findings.faults(), workplace);
      return 1;
    }
    workplace.delete();
    out.println("  nothing lost that was confirmed, nothing doubled");
    return 0;
  }
}
