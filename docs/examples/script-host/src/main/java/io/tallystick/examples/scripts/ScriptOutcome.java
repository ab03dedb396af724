package io.tallystick.examples.scripts;

/**
 * What became of a script; safe to show to its tenant.
 *
 * @param text what it gave back, or what is wrong with it, in the terms of its language
 * @param line where, counted from 1; 0 when that is nowhere in the script
 */
record ScriptOutcome(Status status, String text, int line) {
  private static final int LONGEST = 500;

  /** How it ended. */
  enum Status {
    COMPLETED,
    /** It is wrong. */
    FAILED,
    /** It came to a limit. */
    STOPPED,
    /** It did not run. */
    REFUSED
  }

  ScriptOutcome {
    text = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  static ScriptOutcome completed(String result) {
    return new ScriptOutcome(Status.COMPLETED, result, 0);
  }

  static ScriptOutcome failed(String message, int line) {
    return new ScriptOutcome(Status.FAILED, message, line);
  }

  static ScriptOutcome stopped(String limit) {
    return new ScriptOutcome(Status.STOPPED, limit, 0);
  }

  static ScriptOutcome refused(String why) {
    return new ScriptOutcome(Status.REFUSED, why, 0);
  }

  @Override
  public String toString() {
    String where = line > 0 ? " in line " + line : "";
    return switch (status) {
      case COMPLETED -> text.isEmpty() ? "completed" : "completed: " + text;
      case FAILED -> "failed" + where + ": " + text;
      case STOPPED -> "stopped: " + text;
      case REFUSED -> "refused: " + text;
    };
  }
}
