package io.tallystick.benchmarks.storage;

import java.io.PrintStream;
import java.util.Locale;

/** Prints what was measured, and remembers whether every goal was met. */
final class Report {
  private final PrintStream out;
  private boolean isAllMet = true;

  Report(PrintStream out) {
    this.out = out;
  }

  void say(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
  }

  /** A number that should be at most another one, if one is said. */
  void atMost(double most, String what, double value) {
    if (most == Double.MAX_VALUE) {
      say("%-60s %,12.2f", what, value);
      return;
    }
    goal(value <= most, "at most", most, what, value);
  }

  /** A number that should be at least another one, if one is said. */
  void atLeast(double least, String what, double value) {
    if (least == 0) {
      say("%-60s %,12.2f", what, value);
      return;
    }
    goal(value >= least, "at least", least, what, value);
  }

  private void goal(boolean isMet, String relation, double bound, String what, double value) {
    say(
        "%-60s %,12.2f   goal: %s %,.2f: %s",
        what, value, relation, bound, isMet ? "met" : "MISSED");
    isAllMet &= isMet;
  }

  boolean isAllMet() {
    return isAllMet;
  }
}
