package io.tallystick.examples.scripts;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/**
 * What a Lua error says: as Lua would, without anything of the host.
 *
 * @param line in the script, or 0
 */
record LuaMessage(String text, int line) {
  static final String CHUNK = "script";
  static final String STACK_OVERFLOW = "stack overflow";

  /** Instead of what the engine says when it stumbles. */
  static final String OF_THE_ENGINE = "the script does something that its engine cannot do";

  private static final Pattern PLACED =
      Pattern.compile("(?:\\[string \"script\"]|script):(\\d+):? (.*)", Pattern.DOTALL);

  static LuaMessage of(LuaError error) {
    LuaValue thrown = error.getMessageObject();
    String said = error.getMessage();
    if (said == null || error.getCause() != null) {
      // What has a cause was thrown by Java, and names its classes.
      return new LuaMessage(said == null ? "nil" : OF_THE_ENGINE, placed(said).line);
    }
    if (thrown != null && !thrown.isstring()) {
      return new LuaMessage(
          "(error object is a " + thrown.typename() + " value)", placed(said).line);
    }
    return placed(said);
  }

  private static LuaMessage placed(@Nullable String said) {
    String text = said == null ? "" : said.strip();
    Matcher placed = PLACED.matcher(text);
    return placed.matches()
        ? new LuaMessage(placed.group(2), lineOf(placed.group(1)))
        : new LuaMessage(text, 0);
  }

  /** A script may say what looks like a place. */
  private static int lineOf(String digits) {
    return digits.length() > 9 ? 0 : Integer.parseInt(digits);
  }

  /** As {@code pcall} gives it. */
  String withPlace() {
    return line > 0 ? CHUNK + ":" + line + ": " + text : text;
  }
}
