package io.tallystick.benchmarks.memory;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Does a runtime survive tags that never come twice, in 64 MB of heap and with the limits that it
 * has unless told otherwise, and are all sums still exact?
 *
 * <p>Each {@link Flood} runs in a JVM of its own.
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar explosion counters
 * }</pre>
 */
public final class Explosion {
  /** How many tag sets there are unless told otherwise. */
  public static final int TAG_SETS = 10_000_000;

  private static final String MAX_HEAP = "64m";
  private static final int MISUSED = 2;

  private final PrintStream errors;

  /** An explosion that says there how to use it, if need be. */
  public Explosion(PrintStream errors) {
    this.errors = errors;
  }

  /**
   * Runs the floods that are named, or all; a number says how many tag sets.
   *
   * @return 0 when each survived with exact sums, 1 when one did not, 2 when it was misused
   */
  public int run(String... arguments) {
    int tagSets = TAG_SETS;
    List<Flood> floods = new ArrayList<>();
    try {
      for (String argument : arguments) {
        if (Character.isDigit(argument.charAt(0))) {
          tagSets = Integer.parseInt(argument);
        } else {
          floods.add(Flood.valueOf(argument.toUpperCase(Locale.ROOT)));
        }
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException misused) {
      errors.printf("explosion [%s]… [tag sets]%n", names());
      return MISUSED;
    }
    return run(floods.isEmpty() ? List.of(Flood.values()) : floods, tagSets);
  }

  private int run(List<Flood> floods, int tagSets) {
    int worst = 0;
    for (Flood flood : floods) {
      int exit =
          new ChildJvm(MAX_HEAP).run(FloodProgram.class, flood.name(), String.valueOf(tagSets));
      if (exit != 0) {
        errors.printf("The flood of %s ended with %d.%n", flood.word(), exit);
        worst = 1;
      }
    }
    return worst;
  }

  private static String names() {
    return Arrays.stream(Flood.values()).map(Flood::word).collect(Collectors.joining("|"));
  }
}
