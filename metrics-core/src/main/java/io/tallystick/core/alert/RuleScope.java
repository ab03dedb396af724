package io.tallystick.core.alert;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which series a rule looks at, and which of them belong together.
 *
 * <pre>{@code
 * RuleScope scope = RuleScope.EVERYTHING.endpoint("GET /api/*").groupBy(List.of("route_id"));
 * }</pre>
 *
 * @param endpoint a route such as {@code /api/orders}, perhaps with the method before it, perhaps
 *     with a {@code *} at its end for all that begin so; empty for all
 * @param apiKey the client, as it is in the tag {@code client}; empty for all
 * @param tags values of other tags, of each of which a series must have one
 * @param groupBy by which tags groups are made that have alerts of their own; two at most
 */
public record RuleScope(
    String endpoint, String apiKey, SortedMap<String, List<String>> tags, List<String> groupBy) {
  /** Before what is checked by it. */
  private static final Pattern ENDPOINT = Pattern.compile("|[A-Z]+|([A-Z]+ )?/[^*\\s]*\\*?");

  /** All series together. */
  public static final RuleScope EVERYTHING = new RuleScope("", "", new TreeMap<>(), List.of());

  private static final int LONGEST = 200;
  private static final int MOST_TAGS = 8;
  private static final int MOST_VALUES = 100;
  private static final int MOST_KEYS = 2;

  /** Copies and checks. */
  public RuleScope {
    Checks.text("endpoint_filter", endpoint, LONGEST);
    requireEndpoint(endpoint);
    Checks.text("api_key_filter", apiKey, LONGEST);
    tags = copied("tag_filter", tags);
    groupBy = List.copyOf(groupBy);
    Checks.few("group_by", groupBy, MOST_KEYS);
    groupBy.forEach(key -> Checks.tagKey("group_by", key));
    if (groupBy.stream().distinct().count() < groupBy.size()) {
      throw new InvalidRuleException("group_by", groupBy, "give two keys that differ");
    }
  }

  private static void requireEndpoint(String endpoint) {
    if (!ENDPOINT.matcher(endpoint).matches()) {
      throw new InvalidRuleException(
          "endpoint_filter",
          endpoint,
          "give a route such as /api/orders, GET /api/* or POST; a * may stand at its end only");
    }
  }

  /** Checks tags of a field. */
  static SortedMap<String, List<String>> copied(
      String field, SortedMap<String, List<String>> tags) {
    SortedMap<String, List<String>> copy = new TreeMap<>();
    Checks.few(field, new ArrayList<>(tags.keySet()), MOST_TAGS);
    tags.forEach(
        (key, values) -> {
          Checks.tagKey(field, key);
          if (values.isEmpty()) {
            throw new InvalidRuleException(
                field, key, "give one value at least, or leave the tag out");
          }
          Checks.few(field, values, MOST_VALUES);
          values.forEach(value -> Checks.text(field, value, LONGEST));
          copy.put(key, List.copyOf(values));
        });
    return Collections.unmodifiableSortedMap(copy);
  }

  /** The same of some endpoints only. */
  public RuleScope endpoint(String filter) {
    return new RuleScope(filter, apiKey, tags, groupBy);
  }

  /** The same of one client only. */
  public RuleScope apiKey(String filter) {
    return new RuleScope(endpoint, filter, tags, groupBy);
  }

  /** The same of series only that have one of these values. */
  public RuleScope tag(String key, List<String> values) {
    SortedMap<String, List<String>> more = new TreeMap<>(tags);
    more.put(key, values);
    return new RuleScope(endpoint, apiKey, more, groupBy);
  }

  /** The same in other groups. */
  public RuleScope groupBy(List<String> keys) {
    return new RuleScope(endpoint, apiKey, tags, keys);
  }

  /** The path of the endpoint filter, or empty. */
  String path() {
    int blank = endpoint.indexOf(' ');
    if (blank >= 0) {
      return endpoint.substring(blank + 1).strip();
    }
    return isMethod(endpoint) ? "" : endpoint;
  }

  /** The method of the endpoint filter, or empty. */
  String method() {
    int blank = endpoint.indexOf(' ');
    if (blank >= 0) {
      return endpoint.substring(0, blank);
    }
    return isMethod(endpoint) ? endpoint : "";
  }

  private static boolean isMethod(String word) {
    return !word.isEmpty() && word.chars().allMatch(each -> each >= 'A' && each <= 'Z');
  }
}
