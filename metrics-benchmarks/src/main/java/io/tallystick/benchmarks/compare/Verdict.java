package io.tallystick.benchmarks.compare;

/** What became of a goal; a goal that could not be judged is not met. */
record Verdict(boolean isMet, String words) {

  static final Verdict NOT_MEASURED = new Verdict(false, "NOT MEASURED");
  static final Verdict NO_RUNTIME = new Verdict(false, "NO RUNTIME");

  static Verdict of(boolean isMet, String measured) {
    return isMet ? new Verdict(true, "met") : new Verdict(false, "MISSED: " + measured);
  }
}
