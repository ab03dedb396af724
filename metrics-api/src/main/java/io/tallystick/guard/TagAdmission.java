package io.tallystick.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tags of one series on their way through the rules; used once, by one thread. */
final class TagAdmission {
  /** A denied key may be written with dashes between its letters; longer ones are no keys. */
  private static final int LONGEST_KEY_READ = 128;

  private final GuardLimits limits;
  private final @Nullable Set<String> listedKeys;
  private final boolean strict;
  private final TreeMap<String, String> admitted = new TreeMap<>();
  private final List<Rule> hits = new ArrayList<>(0);

  /**
   * A fresh admission.
   *
   * @param strict whether a fault refuses the series, as for tenants, or only changes it
   */
  TagAdmission(GuardLimits limits, @Nullable Set<String> listedKeys, boolean strict) {
    this.limits = limits;
    this.listedKeys = listedKeys;
    this.strict = strict;
  }

  /** Takes one pair through the rules; where the same key comes again, the later value stays. */
  Decision add(@Nullable String key, @Nullable String value) {
    if (key == null || value == null) {
      return faulty(Rule.TAG_MISSING, "A tag key or value is null: give both, or leave it out.");
    }
    String kept = cutsExcess() ? TextSanitiser.cut(key, limits.maxKeyLength()) : key;
    // A key can be denied as it came and as it is after the cut.
    if (limits.denies(TextSanitiser.cut(key, LONGEST_KEY_READ)) || limits.denies(kept)) {
      return faulty(
          Rule.TAG_KEY_DENIED,
          "The tag key %s may identify a person or hold a secret: leave the tag out.",
          PiiFilter.quoted(key));
    }
    if (kept.length() < key.length()) {
      hits.add(Rule.TAG_KEY_LENGTH);
    }
    return addKey(kept, value);
  }

  private Decision addKey(String key, String value) {
    Decision formed = NamingRule.checkTagKey(key, limits.maxKeyLength());
    if (formed.rule() == Rule.TAG_KEY_LENGTH) {
      return formed;
    }
    if (formed.rule() != null) {
      return faulty(formed.rule(), "%s", formed.reason());
    }
    if (listedKeys != null && !listedKeys.contains(key)) {
      return faulty(
          Rule.TAG_KEY_UNLISTED,
          "The tag key %s is not among the descriptor's %s: add it there or leave it out.",
          PiiFilter.quoted(key),
          listedKeys);
    }
    return addValue(key, value);
  }

  private Decision addValue(String key, String value) {
    boolean tooLong = value.length() > limits.maxValueLength();
    if (tooLong && !cutsExcess()) {
      return Decision.refused(
          Rule.TAG_VALUE_LENGTH,
          "The value of the tag %s has %d characters, at most %d are allowed: shorten it.",
          key,
          value.length(),
          limits.maxValueLength());
    }
    // Only what can reach the part that is kept is read: a value of a megabyte costs no more.
    String start = TextSanitiser.cut(value, limits.maxValueLength() + PiiFilter.REACH);
    String clean = TextSanitiser.clean(start);
    String kept = TextSanitiser.cut(clean, limits.maxValueLength());
    String form = formIn(key, clean, kept);
    if (form != null) {
      return redact(key, form);
    }
    if (!clean.equals(start)) {
      hits.add(Rule.TAG_VALUE_CONTROL);
    }
    if (tooLong) {
      hits.add(Rule.TAG_VALUE_LENGTH);
    }
    return put(key, kept);
  }

  /** Looks at the whole and at what is kept of it: a cut can lay an address free. */
  private static @Nullable String formIn(String key, String whole, String kept) {
    String form = PiiFilter.formIn(key, whole);
    return form != null || kept.equals(whole) ? form : PiiFilter.formIn(key, kept);
  }

  private Decision redact(String key, String form) {
    if (strict) {
      return Decision.refused(
          Rule.TAG_VALUE_PII, "The value of the tag %s looks like %s: leave it out.", key, form);
    }
    hits.add(Rule.TAG_VALUE_PII);
    return put(key, PiiFilter.REDACTED);
  }

  /** Cuts the tags that are too many, the last keys first, or refuses. */
  Decision limitCount() {
    int count = admitted.size();
    if (count <= limits.maxTags()) {
      return Decision.accepted();
    }
    if (!cutsExcess()) {
      return Decision.refused(
          Rule.TAG_COUNT,
          "The series has %d tags, at most %d are allowed: leave some out.",
          count,
          limits.maxTags());
    }
    hits.add(Rule.TAG_COUNT);
    while (admitted.size() > limits.maxTags()) {
      admitted.pollLastEntry();
    }
    return Decision.accepted();
  }

  List<String> tags() {
    List<String> tags = new ArrayList<>(2 * admitted.size());
    for (Map.Entry<String, String> tag : admitted.entrySet()) {
      tags.add(tag.getKey());
      tags.add(tag.getValue());
    }
    return tags;
  }

  List<Rule> hits() {
    return hits;
  }

  private Decision put(String key, String value) {
    admitted.put(key, value);
    return Decision.accepted();
  }

  private Decision faulty(Rule rule, String format, Object... values) {
    if (strict) {
      return Decision.refused(rule, format, values);
    }
    hits.add(rule);
    return Decision.accepted();
  }

  private boolean cutsExcess() {
    return !strict && !limits.refusesExcess();
  }
}
