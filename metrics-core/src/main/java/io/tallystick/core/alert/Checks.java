package io.tallystick.core.alert;

import java.util.List;
import java.util.regex.Pattern;

/** What fields of rules must be, each with a sentence for who gave something else. */
final class Checks {
  private static final Pattern METRIC = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)+");
  private static final Pattern TAG_KEY = Pattern.compile("[a-z][a-z0-9_]{0,39}");

  private Checks() {}

  static void whole(String field, long value, long least, long most) {
    if (value < least || value > most) {
      throw new InvalidRuleException(
          field, value, "give a whole number from %d to %d".formatted(least, most));
    }
  }

  static void number(String field, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new InvalidRuleException(
          field, value, "give a number from %s to %s".formatted(plain(least), plain(most)));
    }
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  static void text(String field, String value, int longest) {
    if (value.length() > longest) {
      throw new InvalidRuleException(
          field, value, "give at most %d characters, not %d".formatted(longest, value.length()));
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidRuleException(field, value, "give text without control characters");
    }
  }

  static void metric(String field, String name) {
    text(field, name, 120);
    if (!METRIC.matcher(name).matches()) {
      throw new InvalidRuleException(
          field, name, "give the name of a metric such as orders.count: a-z, 0-9, _ and dots");
    }
  }

  static void tagKey(String field, String key) {
    if (!TAG_KEY.matcher(key).matches()) {
      throw new InvalidRuleException(
          field, key, "give the key of a tag such as route_id: a-z, 0-9 and _, at most 40");
    }
  }

  static void few(String field, List<?> values, int most) {
    if (values.size() > most) {
      throw new InvalidRuleException(
          field, values.size() + " of them", "give at most %d".formatted(most));
    }
  }
}
