package io.tallystick.guard;

import org.jspecify.annotations.Nullable;

/**
 * The form of metric names and tag keys.
 *
 * <p>A name is {@code [a-z][a-z0-9_]*(\.[a-z0-9_]+)+}, at most {@value #MAX_NAME_LENGTH}
 * characters; a tag key is {@code [a-z][a-z0-9_]*}, at most {@value #MAX_KEY_LENGTH}.
 *
 * <pre>{@code
 * NamingRule.checkName("orders.count").isAccepted(); // true
 * NamingRule.checkName("Orders").reason();           // says what to write instead
 * }</pre>
 */
public final class NamingRule {
  /** The longest metric name. */
  public static final int MAX_NAME_LENGTH = 120;

  /** The longest tag key. */
  public static final int MAX_KEY_LENGTH = 40;

  private NamingRule() {}

  /** Whether a text is a metric name; null is refused, not thrown at. */
  public static Decision checkName(@Nullable String name) {
    return checkName(name, MAX_NAME_LENGTH);
  }

  static Decision checkName(@Nullable String name, int maxLength) {
    if (name == null) {
      return Decision.refused(
          Rule.NAME_MISSING, "The metric name is null: give it a name such as orders.count.");
    }
    if (name.length() > maxLength) {
      return Decision.refused(
          Rule.NAME_LENGTH,
          "The metric name %s has %d characters, at most %d are allowed: shorten it."
              .formatted(Quoted.of(name), name.length(), maxLength));
    }
    if (!isName(name)) {
      return Decision.refused(
          Rule.NAME_SYNTAX,
          "The metric name %s is not made of two or more parts of a-z, 0-9 and _ joined by dots,"
                  .formatted(Quoted.of(name))
              + " starting with a letter: write it like orders.count.");
    }
    return Decision.accepted();
  }

  /** Whether a text is a tag key; null is refused, not thrown at. */
  public static Decision checkTagKey(@Nullable String key) {
    return checkTagKey(key, MAX_KEY_LENGTH);
  }

  static Decision checkTagKey(@Nullable String key, int maxLength) {
    if (key == null) {
      return Decision.refused(Rule.TAG_MISSING, "A tag key is null: give it a key such as status.");
    }
    if (key.length() > maxLength) {
      return Decision.refused(
          Rule.TAG_KEY_LENGTH,
          "The tag key %s has %d characters, at most %d are allowed: shorten it."
              .formatted(Quoted.of(key), key.length(), maxLength));
    }
    if (!isKey(key)) {
      return Decision.refused(
          Rule.TAG_KEY_SYNTAX,
          "The tag key %s is not made of a-z, 0-9 and _ starting with a letter: write it like"
                  .formatted(Quoted.of(key))
              + " status_class.");
    }
    return Decision.accepted();
  }

  private static boolean isKey(String key) {
    return !key.isEmpty() && isLetter(key.charAt(0)) && endOfPart(key, 1) == key.length();
  }

  private static boolean isName(String name) {
    if (name.isEmpty() || !isLetter(name.charAt(0))) {
      return false;
    }
    int end = endOfPart(name, 1);
    if (end == name.length()) {
      return false;
    }
    while (end < name.length()) {
      int start = end + 1;
      boolean dot = name.charAt(end) == '.';
      end = endOfPart(name, start);
      if (!dot || end == start) {
        return false;
      }
    }
    return true;
  }

  private static int endOfPart(String text, int from) {
    int i = from;
    while (i < text.length() && isPart(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isPart(char c) {
    return isLetter(c) || (c >= '0' && c <= '9') || c == '_';
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
  }
}
