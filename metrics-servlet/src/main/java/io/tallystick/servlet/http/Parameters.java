package io.tallystick.servlet.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for behind its question mark. A name or a value that is not allowed is
 * refused before anything is looked for.
 *
 * <pre>{@code
 * Parameters parameters = Parameters.parse("period=24h&limit=10");
 * parameters.allow("period", "limit");
 * int limit = parameters.number("limit", 10, 1, 100);
 * }</pre>
 */
public final class Parameters {
  private static final int MOST = 100;
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_VALUE = 1_000;
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,10}");

  private final Map<String, List<String>> values;

  private Parameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Takes a query apart.
   *
   * @param query undecoded, or null for none
   * @throws RefusedRequest when it has too many parts, one of them is too long, or it cannot be
   *     decoded
   */
  public static Parameters parse(@Nullable String query) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    int count = 0;
    for (String part : query == null ? new String[0] : query.split("&")) {
      if (part.isEmpty()) {
        continue;
      }
      if (++count > MOST) {
        throw RefusedRequest.badParameter("query", "of many parts", "give at most " + MOST);
      }
      int equals = part.indexOf('=');
      String name = decoded(equals < 0 ? part : part.substring(0, equals), "name", LONGEST_NAME);
      String value = equals < 0 ? "" : decoded(part.substring(equals + 1), name, LONGEST_VALUE);
      values.computeIfAbsent(name, absent -> new ArrayList<>()).add(value);
    }
    return new Parameters(values);
  }

  private static String decoded(String text, String name, int longest) {
    String value = PercentText.decoded(text);
    if (value == null) {
      throw RefusedRequest.badParameter(
          name, text, "encode all but letters and digits as %XX by their bytes in UTF-8");
    }
    if (value.length() > longest) {
      throw RefusedRequest.badParameter(
          name, value, "give at most %d characters".formatted(longest));
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw RefusedRequest.badParameter(name, value, "leave control characters out");
    }
    return value;
  }

  /**
   * Refuses names that mean nothing here, and those that are given twice.
   *
   * @param names which mean something; one that ends in {@code *} stands for all that begin so, and
   *     these may be given more than once
   * @throws RefusedRequest when there is another
   */
  public void allow(Set<String> names) {
    for (String name : values.keySet()) {
      if (names.contains(name)) {
        text(name);
      } else if (names.stream().noneMatch(each -> isOf(each, name))) {
        throw RefusedRequest.badParameter(
            name, String.join(", ", all(name)), "this endpoint takes " + sorted(names));
      }
    }
  }

  private static boolean isOf(String family, String name) {
    int end = family.length() - 1;
    return family.endsWith("*") && name.regionMatches(0, family, 0, end);
  }

  private static String sorted(Set<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names.stream().sorted().toList());
  }

  /** All names, in their order. */
  public Set<String> names() {
    return values.keySet();
  }

  /** The only value of a name; null where it is not given. */
  public @Nullable String text(String name) {
    List<String> given = values.getOrDefault(name, List.of());
    if (given.size() > 1) {
      throw RefusedRequest.badParameter(name, String.join(", ", given), "give it once");
    }
    return given.isEmpty() ? null : given.get(0);
  }

  /** All values of a name, in their order; none where it is not given. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** A whole number from one to another; an assumed one where it is not given. */
  public int number(String name, int assumed, int least, int most) {
    String given = text(name);
    if (given == null) {
      return assumed;
    }
    if (NUMBER.matcher(given).matches()) {
      long number = Long.parseLong(given);
      if (number >= least && number <= most) {
        return (int) number;
      }
    }
    throw RefusedRequest.badParameter(
        name, given, "give a whole number from %d to %d".formatted(least, most));
  }

  /** One of some words; an assumed one where it is not given. */
  public String word(String name, String assumed, List<String> words) {
    String given = text(name);
    if (given == null) {
      return assumed;
    }
    if (!words.contains(given)) {
      throw RefusedRequest.badParameter(name, given, "give " + String.join(", ", words));
    }
    return given;
  }
}
