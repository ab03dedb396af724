package io.tallystick.benchmarks.crash;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** What a program has to say: on the one hand what it measured, on the other what is wrong. */
final class Findings {
  private final PrintStream out;
  private final PrintStream errors;
  private int faults;

  Findings(PrintStream out, PrintStream errors) {
    this.out = out;
    this.errors = errors;
  }

  void say(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
  }

  /** Something is wrong unless a condition holds. */
  void require(boolean condition, String format, Object... values) {
    if (!condition) {
      add("", List.of(String.format(Locale.ROOT, format, values)));
    }
  }

  /** Each of these is wrong. */
  void add(String where, List<String> found) {
    faults += found.size();
    found.forEach(fault -> errors.printf("FAULT: %s%s%n", where, fault));
  }

  /** How much is wrong. */
  int faults() {
    return faults;
  }
}
