package io.tallystick.core.alert;

import io.tallystick.spi.AlertState;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a group of a rule is called: its values in one text, the same in all instances. */
final class GroupName {
  private static final String BETWEEN = " | ";
  private static final int LONGEST = AlertState.LONGEST_GROUP;
  private static final int DIGEST = 24;

  private GroupName() {}

  /** Two groups never have one name: where values would make that doubtful, it has their digest. */
  static String of(List<String> values) {
    String name = String.join(BETWEEN, values);
    boolean isPlain = values.size() < 2 || values.stream().noneMatch(each -> each.contains("|"));
    if (isPlain && name.length() <= LONGEST) {
      return name;
    }
    String exact = values.size() + String.join("\n", values);
    String start = name.substring(0, Math.min(name.length(), LONGEST - DIGEST - 1));
    return start + "#" + Given.digest(exact);
  }

  /** The values of a name as far as it tells them. */
  static List<String> values(String name, int keys) {
    if (keys == 0) {
      return List.of();
    }
    List<String> values = Arrays.asList(name.split(" \\| ", -1));
    return values.size() == keys ? values : List.of(name);
  }

  /** What the values are of. */
  static SortedMap<String, String> labels(RuleDefinition rule, List<String> values) {
    List<String> keys =
        rule.type() == RuleType.RATE_LIMIT ? List.of("key") : rule.scope().groupBy();
    SortedMap<String, String> labels = new TreeMap<>();
    for (int i = 0; i < Math.min(keys.size(), values.size()); i++) {
      labels.put(keys.get(i), values.get(i));
    }
    return labels;
  }
}
