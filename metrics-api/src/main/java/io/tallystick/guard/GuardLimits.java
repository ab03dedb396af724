package io.tallystick.guard;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * How long and how many names, keys, values and tags may be, and which keys are denied beside the
 * built-in ones.
 *
 * <p>Immutable; a limit that cannot work throws {@link IllegalArgumentException} that names the
 * value and the rule.
 *
 * <pre>{@code
 * GuardLimits limits = GuardLimits.standard().withMaxTags(12).withDeniedKeys(Set.of("customer"));
 * }</pre>
 *
 * @param maxTags the most tags on a series, 1 to {@value #MAX_TAGS}
 * @param maxNameLength the longest name, 3 to {@value NamingRule#MAX_NAME_LENGTH}
 * @param maxKeyLength the longest tag key, 1 to {@value NamingRule#MAX_KEY_LENGTH}
 * @param maxValueLength the longest tag value, 8 to {@value #MAX_VALUE_LENGTH}
 * @param refusesExcess whether a sample with a key or value that is too long, or with too many
 *     tags, is refused; else the surplus is cut and the sample kept
 * @param deniedKeys tag keys denied beside the built-in ones, which are always added; case, {@code
 *     -} and {@code _} do not matter and are folded away
 */
public record GuardLimits(
    int maxTags,
    int maxNameLength,
    int maxKeyLength,
    int maxValueLength,
    boolean refusesExcess,
    Set<String> deniedKeys) {
  /** The most tags that can be allowed on a series. */
  public static final int MAX_TAGS = 32;

  /** The longest tag value. */
  public static final int MAX_VALUE_LENGTH = 128;

  private static final int STANDARD_TAGS = 8;

  /** Keys that identify a person or hold a secret. */
  private static final Set<String> BUILT_IN =
      Set.of(
          "user_id",
          "email",
          "ip",
          "user_agent",
          "authorization",
          "redirect_uri",
          "api_key",
          "key_prefix",
          "api_key_prefix",
          "token",
          "password",
          "secret",
          "session",
          "session_id",
          "cookie");

  /** Checks every limit. */
  public GuardLimits {
    requireWithin("maxTags", maxTags, 1, MAX_TAGS);
    requireWithin("maxNameLength", maxNameLength, 3, NamingRule.MAX_NAME_LENGTH);
    requireWithin("maxKeyLength", maxKeyLength, 1, NamingRule.MAX_KEY_LENGTH);
    requireWithin("maxValueLength", maxValueLength, PiiFilter.REDACTED.length(), MAX_VALUE_LENGTH);
    deniedKeys = withBuiltIn(deniedKeys);
  }

  /** 8 tags, names of 120, keys of 40 and values of 128 characters; the surplus is cut. */
  public static GuardLimits standard() {
    return new GuardLimits(
        STANDARD_TAGS,
        NamingRule.MAX_NAME_LENGTH,
        NamingRule.MAX_KEY_LENGTH,
        MAX_VALUE_LENGTH,
        false,
        Set.of());
  }

  /** These limits with another number of tags. */
  public GuardLimits withMaxTags(int tags) {
    return new GuardLimits(
        tags, maxNameLength, maxKeyLength, maxValueLength, refusesExcess, deniedKeys);
  }

  /** These limits, with a refusal for what is too long or too many. */
  public GuardLimits refusingExcess() {
    return new GuardLimits(maxTags, maxNameLength, maxKeyLength, maxValueLength, true, deniedKeys);
  }

  /** These limits with other keys denied beside the built-in ones. */
  public GuardLimits withDeniedKeys(Set<String> keys) {
    return new GuardLimits(
        maxTags, maxNameLength, maxKeyLength, maxValueLength, refusesExcess, keys);
  }

  static void requireWithin(String limit, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d: choose a number from %d to %d.".formatted(limit, value, least, most));
    }
  }

  /** Whether a key is denied; keys match whole. */
  boolean denies(String key) {
    return deniedKeys.contains(folded(key));
  }

  private static Set<String> withBuiltIn(Set<String> keys) {
    Set<String> denied = new HashSet<>();
    for (String key : BUILT_IN) {
      denied.add(folded(key));
    }
    for (String key : keys) {
      denied.add(folded(key));
    }
    return Set.copyOf(denied);
  }

  private static String folded(String key) {
    return key.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }
}
