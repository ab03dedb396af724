package io.tallystick.benchmarks.alerts;

import io.tallystick.benchmarks.storage.AlertSpeed;
import java.io.PrintStream;
import java.util.Arrays;

/**
 * What can be done with alert rules from a command line: {@code replay} and {@code speed}.
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar alerts replay values.csv --rule rule.json
 * java -jar metrics-benchmarks/target/benchmarks.jar alerts speed
 * }</pre>
 */
public final class AlertPrograms {
  private static final int MISUSED = 2;

  private final PrintStream out;
  private final PrintStream errors;

  /** Programs that print there. */
  public AlertPrograms(PrintStream out, PrintStream errors) {
    this.out = out;
    this.errors = errors;
  }

  /** Ends with 0 when all went well, 1 when a goal was missed, 2 when it was misused. */
  public int run(String... arguments) {
    String[] others =
        Arrays.copyOfRange(arguments, Math.min(1, arguments.length), arguments.length);
    return switch (arguments.length == 0 ? "" : arguments[0]) {
      case "replay" -> new ReplayProgram(out, errors).run(others);
      case "speed" -> new AlertSpeed(out).run();
      default -> misused();
    };
  }

  private int misused() {
    errors.println("Say alerts replay <csv> [--rule <json or file>], or alerts speed.");
    return MISUSED;
  }
}
