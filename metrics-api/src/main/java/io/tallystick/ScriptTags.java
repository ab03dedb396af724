package io.tallystick;

import io.tallystick.guard.Decision;
import io.tallystick.guard.GuardLimits;
import io.tallystick.guard.Rule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tags read from a map that a script handed over: a map whose code may be the script's own, may
 * throw, may never end, and may hold anything.
 */
record ScriptTags(Decision decision, Tags tags) {
  private static final ScriptTags NONE = new ScriptTags(Decision.accepted(), Tags.empty());

  /** Whole numbers up to here are exact in a double and are written without a decimal point. */
  private static final double EXACT = 1L << 53;

  static ScriptTags read(@Nullable Map<?, ?> map) {
    if (map == null) {
      return NONE;
    }
    try {
      return readAll(map);
    } catch (VirtualMachineError hostInTrouble) {
      throw hostInTrouble;
    } catch (Throwable ofTheScript) {
      return refused(
          Rule.SCRIPT_VALUE,
          "Reading the tags ended with a %s: hand over a plain map."
              .formatted(ofTheScript.getClass().getSimpleName()));
    }
  }

  private static ScriptTags readAll(Map<?, ?> map) {
    List<String> pairs = new ArrayList<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (pairs.size() == 2 * GuardLimits.MAX_TAGS) {
        return refused(
            Rule.TAG_COUNT,
            "The map has more than %d tags: leave some out.".formatted(GuardLimits.MAX_TAGS));
      }
      String value = textOf(entry.getValue());
      if (!(entry.getKey() instanceof String key) || value == null) {
        return refused(
            Rule.TAG_VALUE_TYPE,
            "A tag key is not text, or its value is neither text nor a number nor true or false.");
      }
      pairs.add(key);
      pairs.add(value);
    }
    return new ScriptTags(Decision.accepted(), Tags.of(pairs.toArray(String[]::new)));
  }

  /** The text of a value that is safe to ask for one, else null. */
  private static @Nullable String textOf(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Boolean || value instanceof Integer || value instanceof Long) {
      return String.valueOf(value);
    }
    if (value instanceof Number number) {
      double asDouble = number.doubleValue();
      return asDouble == Math.rint(asDouble) && Math.abs(asDouble) <= EXACT
          ? BigDecimal.valueOf(asDouble).toBigInteger().toString()
          : Double.toString(asDouble);
    }
    return null;
  }

  private static ScriptTags refused(Rule rule, String reason) {
    return new ScriptTags(Decision.refused(rule, reason), Tags.empty());
  }
}
