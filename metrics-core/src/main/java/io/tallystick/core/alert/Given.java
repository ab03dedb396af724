package io.tallystick.core.alert;

import io.tallystick.core.json.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Rules that come from code or a file: they are what these say for as long as the runtime runs. */
final class Given {
  static final String CODE = "code";
  static final String FILE = "file";

  private static final long MOST_BYTES = 1_000_000;
  private static final int MOST_RULES = 1_000;

  private Given() {}

  /** The rules of a file: a list of them, or an object with the field {@code rules}. */
  static List<RuleDefinition> ofFile(Path file) {
    Object tree = JsonTree.parse(text(file));
    Object list = tree instanceof Map<?, ?> fields ? fields.get("rules") : tree;
    if (!(list instanceof List<?> values)) {
      throw new InvalidRuleException(
          "the file " + file, "no list", "give [{…}, {…}] or {\"rules\": [{…}]}");
    }
    List<RuleDefinition> rules = new ArrayList<>();
    for (Object each : values) {
      rules.add(read(each, rules.size() + 1));
    }
    return rules;
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new InvalidRuleException("the file " + file, "larger than 1 MB", "give fewer rules");
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "The file of alert rules %s cannot be read (%s): give a file of JSON that can."
              .formatted(file, unreadable.getClass().getSimpleName()),
          unreadable);
    }
  }

  private static RuleDefinition read(Object tree, int number) {
    try {
      return RuleTree.read(tree);
    } catch (InvalidRuleException invalid) {
      throw new InvalidRuleException(
          "rule %d: %s".formatted(number, invalid.field()), invalid.value(), invalid.rule());
    }
  }

  /** The rules as they are known. */
  static List<KnownRule> known(List<RuleDefinition> rules, String origin, Instant since) {
    List<KnownRule> known = new ArrayList<>();
    for (RuleDefinition rule : rules) {
      String id = origin + "-" + digest(rule.name());
      if (known.stream().anyMatch(each -> each.id().equals(id))) {
        throw new InvalidRuleException("name", rule.name(), "two rules have it: give one another");
      }
      known.add(new KnownRule(id, 1, rule, true, origin, since, since, null));
    }
    Checks.few("rules", known, MOST_RULES);
    return known;
  }

  /** Of a text, the same in all instances; long enough that no two are alike. */
  static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }
}
