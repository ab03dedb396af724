package io.tallystick.benchmarks.alerts;

import io.tallystick.core.alert.Replay;
import io.tallystick.core.alert.RuleDefinition;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs a rule over a file of {@code series,epoch_ms,value} and prints {@code series,epoch_ms} for
 * each time that it fires: the time of the value with which it did. An empty value is a gap, a
 * first line of names is skipped; the values of one series are in the order of time.
 */
final class ReplayProgram {
  private static final int MISUSED = 2;
  private static final String RULE = "--rule";
  private static final RuleDefinition SPIKE = RuleDefinition.spike("replayed", "replayed.value");

  private final PrintStream out;
  private final PrintStream errors;

  ReplayProgram(PrintStream out, PrintStream errors) {
    this.out = out;
    this.errors = errors;
  }

  int run(String... arguments) {
    boolean hasRule = arguments.length == 3 && arguments[1].equals(RULE);
    if (arguments.length != 1 && !hasRule) {
      errors.println(
          "Say alerts replay <file of series,epoch_ms,value> [--rule <json, or a file of it>]; a"
              + " spike rule without it.");
      return MISUSED;
    }
    try {
      RuleDefinition rule = hasRule ? rule(arguments[2]) : SPIKE;
      out.println("series,epoch_ms");
      replay(Path.of(arguments[0]), new Replay(rule, this::print));
      out.flush();
      return 0;
    } catch (IllegalArgumentException reason) {
      errors.println(reason.getMessage());
      return MISUSED;
    } catch (IOException unreadable) {
      errors.println("A file cannot be read: " + unreadable);
      return MISUSED;
    }
  }

  private static RuleDefinition rule(String textOrFile) throws IOException {
    boolean isText = textOrFile.stripLeading().startsWith("{");
    return RuleDefinition.parse(isText ? textOrFile : Files.readString(Path.of(textOrFile)));
  }

  private void print(String series, long millis) {
    out.print(series + "," + millis + "\n");
  }

  private static void replay(Path file, Replay replay) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        boolean isOfNames = number == 1 && line.endsWith("value");
        if (!isOfNames && !line.isBlank()) {
          add(line, number, replay);
        }
      }
    }
    replay.end();
  }

  /** The name of a series may have commas. */
  private static void add(String line, int number, Replay replay) {
    int second = line.lastIndexOf(',');
    int first = line.lastIndexOf(',', second - 1);
    try {
      String value = line.substring(second + 1).strip();
      replay.add(
          line.substring(0, first),
          Long.parseLong(line.substring(first + 1, second).strip()),
          value.isEmpty() ? Double.NaN : Double.parseDouble(value));
    } catch (NumberFormatException | IndexOutOfBoundsException malformed) {
      throw new IllegalArgumentException(
          "Line %d is %s: give series,epoch_ms,value.".formatted(number, line), malformed);
    }
  }
}
