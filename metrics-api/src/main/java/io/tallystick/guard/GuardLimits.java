package io.tallystick.guard;

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
 * @param excess what happens to what is too long or too many
 * @param deniedKeys tag keys denied beside the built-in ones; case, {@code -} and {@code _} do not
 *     matter
 */
public record GuardLimits(
    int maxTags,
    int maxNameLength,
    int maxKeyLength,
    int maxValueLength,
    Excess excess,
    Set<String> deniedKeys) {
  /** The most tags that can be allowed on a series. */
  public static final int MAX_TAGS = 32;

  /** The longest tag value. */
  public static final int MAX_VALUE_LENGTH = 128;

  private static final int STANDARD_TAGS = 8;

  /** What happens to a key or a value that is too long, or to tags that are too many. */
  public enum Excess {
    /** The surplus is cut off, the sample kept. */
    CUT,
    /** The sample is refused. */
    REFUSE
  }

  /** Checks every limit. */
  public GuardLimits {
    requireWithin("maxTags", maxTags, 1, MAX_TAGS);
    requireWithin("maxNameLength", maxNameLength, 3, NamingRule.MAX_NAME_LENGTH);
    requireWithin("maxKeyLength", maxKeyLength, 1, NamingRule.MAX_KEY_LENGTH);
    requireWithin("maxValueLength", maxValueLength, PiiFilter.REDACTED.length(), MAX_VALUE_LENGTH);
    java.util.Objects.requireNonNull(excess, "excess");
    deniedKeys = Set.copyOf(deniedKeys);
  }

  /** 8 tags, names of 120, keys of 40 and values of 128 characters; the surplus is cut. */
  public static GuardLimits standard() {
    return new GuardLimits(
        STANDARD_TAGS,
        NamingRule.MAX_NAME_LENGTH,
        NamingRule.MAX_KEY_LENGTH,
        MAX_VALUE_LENGTH,
        Excess.CUT,
        Set.of());
  }

  /** These limits with another number of tags. */
  public GuardLimits withMaxTags(int tags) {
    return new GuardLimits(tags, maxNameLength, maxKeyLength, maxValueLength, excess, deniedKeys);
  }

  /** These limits with another treatment of what is too long or too many. */
  public GuardLimits withExcess(Excess treatment) {
    return new GuardLimits(
        maxTags, maxNameLength, maxKeyLength, maxValueLength, treatment, deniedKeys);
  }

  /** These limits with other keys denied beside the built-in ones. */
  public GuardLimits withDeniedKeys(Set<String> keys) {
    return new GuardLimits(maxTags, maxNameLength, maxKeyLength, maxValueLength, excess, keys);
  }

  static void requireWithin(String limit, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d: choose a number from %d to %d.".formatted(limit, value, least, most));
    }
  }
}
