package io.tallystick.core.derived;

import io.tallystick.guard.Decision;
import io.tallystick.guard.NamingRule;
import java.time.Duration;
import java.util.Set;

/** What is checked of whatever is derived by SQL, when it is built. */
final class Definition {
  /** How long a statement may take unless told otherwise. */
  static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);

  private Definition() {}

  static String checkName(String name) {
    Decision decision = NamingRule.checkName(name);
    if (!decision.isAccepted()) {
      throw new IllegalArgumentException(decision.reason());
    }
    if (name.startsWith("user.")) {
      throw new IllegalArgumentException(
          "The derived metric %s has a name that starts with user., which belongs to tenants: choose"
                  .formatted(name)
              + " another name.");
    }
    return name;
  }

  /**
   * Reads a statement.
   *
   * @param owner whose it is, for the message
   */
  static NamedSql parse(String owner, String sql) {
    try {
      return NamedSql.parse(sql);
    } catch (IllegalArgumentException fault) {
      throw new IllegalArgumentException(
          "The SQL %s cannot be used: %s".formatted(owner, fault.getMessage()), fault);
    }
  }

  /** Checks that a statement has no parameters but these. */
  static void checkParameters(String owner, NamedSql sql, Set<String> known) {
    for (String parameter : sql.parameters()) {
      if (!known.contains(parameter)) {
        throw new IllegalArgumentException(
            "The SQL %s has the parameter :%s: %s."
                .formatted(
                    owner,
                    parameter,
                    known.isEmpty() ? "it may have none" : "there are :" + joined(known)));
      }
    }
  }

  /** Checks that a statement has all of these parameters. */
  static void requireParameters(String owner, NamedSql sql, Set<String> needed) {
    for (String parameter : needed) {
      if (!sql.parameters().contains(parameter)) {
        throw new IllegalArgumentException(
            "The SQL %s lacks the parameter :%s: it needs :%s."
                .formatted(owner, parameter, joined(needed)));
      }
    }
  }

  private static String joined(Set<String> parameters) {
    return String.join(", :", parameters.stream().sorted().toList());
  }

  static Duration checkTimeout(String name, Duration timeout) {
    return check(name, "timeout", timeout, Duration.ofSeconds(1), LONGEST_TIMEOUT);
  }

  static Duration check(String name, String what, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "%s has %s as its %s: choose from %s to %s.".formatted(name, value, what, least, most));
    }
    return value;
  }
}
