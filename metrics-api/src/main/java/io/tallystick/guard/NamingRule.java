package io.tallystick.guard;

import java.util.regex.Pattern;
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

  // Lengths are checked first: a repeated group takes stack for each repetition.
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)+");
  private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]*");

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
          "The metric name %s has %d characters, at most %d are allowed: shorten it.",
          PiiFilter.quoted(name),
          name.length(),
          maxLength);
    }
    if (!NAME.matcher(name).matches()) {
      return Decision.refused(
          Rule.NAME_SYNTAX,
          "The metric name %s is not made of two or more parts of a-z, 0-9 and _ joined by dots,"
              + " starting with a letter: write it like orders.count.",
          PiiFilter.quoted(name));
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
          "The tag key %s has %d characters, at most %d are allowed: shorten it.",
          PiiFilter.quoted(key),
          key.length(),
          maxLength);
    }
    if (!KEY.matcher(key).matches()) {
      return Decision.refused(
          Rule.TAG_KEY_SYNTAX,
          "The tag key %s is not made of a-z, 0-9 and _ starting with a letter: write it like"
              + " status_class.",
          PiiFilter.quoted(key));
    }
    return Decision.accepted();
  }
}
