package io.tallystick.examples.scripts;

import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SourceSection;

/** What a JavaScript error says: as JavaScript would, without anything of the host. */
final class JavaScriptMessage {
  static final String SOURCE = "script.js";
  static final String TOO_DEEP = "RangeError: Maximum call stack size exceeded";
  static final String TOO_MUCH_MEMORY =
      "The script takes more memory, or nests more deeply, than there is room for.";

  /** Instead of what the engine says when it stumbles. */
  static final String OF_THE_ENGINE = "the script does something that its engine cannot do";

  private JavaScriptMessage() {}

  static ScriptOutcome outcome(PolyglotException wrong, Deadline deadline, ScriptLimits limits) {
    if (wrong.isResourceExhausted()) {
      return ScriptOutcome.stopped(
          wrong.isCancelled()
              ? "The script took more than " + limits.steps() + " steps."
              : TOO_MUCH_MEMORY);
    }
    if (wrong.isCancelled() || wrong.isInterrupted()) {
      return deadline.isOver()
          ? ScriptOutcome.stopped(deadline.text())
          : ScriptOutcome.stopped("The host is closed.");
    }
    if (!wrong.isGuestException() || wrong.isInternalError()) {
      return ScriptOutcome.failed(OF_THE_ENGINE, line(wrong));
    }
    return ScriptOutcome.failed(text(wrong), line(wrong));
  }

  /** The first line: those of syntax errors show the script below. */
  private static String text(PolyglotException wrong) {
    String said = wrong.getMessage();
    if (said == null) {
      return "an error without a message";
    }
    String first = said.lines().findFirst().orElse("");
    return first.replaceFirst("^SyntaxError: script\\.js:\\d+:\\d+ ", "SyntaxError: ");
  }

  private static int line(PolyglotException wrong) {
    SourceSection section = wrong.getSourceLocation();
    if (isOfTheScript(section)) {
      return section.getStartLine();
    }
    for (PolyglotException.StackFrame frame : wrong.getPolyglotStackTrace()) {
      if (frame.isGuestFrame() && isOfTheScript(frame.getSourceLocation())) {
        return frame.getSourceLocation().getStartLine();
      }
    }
    return 0;
  }

  private static boolean isOfTheScript(SourceSection section) {
    return section != null && section.hasLines() && section.getSource().getName().equals(SOURCE);
  }
}
