package io.tallystick.core.alert;

import io.tallystick.core.json.JsonTree;
import io.tallystick.spi.AlertEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an event knows of its rule, so that it can be told also when the rule is not there any more.
 *
 * <pre>{@code
 * show(EventTold.of(event).ruleName() + ": " + event.message());
 * }</pre>
 *
 * @param ruleName what people called the rule
 * @param type what kind of rule it was
 * @param severity how bad it is
 * @param labels which group it is about: the tags and their values
 */
public record EventTold(
    String ruleName, String type, String severity, SortedMap<String, String> labels) {
  static EventTold of(KnownRule rule, SortedMap<String, String> labels) {
    RuleDefinition definition = rule.definition();
    return new EventTold(
        definition.name(), definition.type().id(), definition.severity().id(), labels);
  }

  /** Of an event of a store, as far as it can be read. */
  public static EventTold of(AlertEvent event) {
    return parse(event.detail());
  }

  String json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("rule", ruleName);
    fields.put("type", type);
    fields.put("severity", severity);
    fields.put("group", labels);
    return JsonTree.write(fields);
  }

  static EventTold parse(String json) {
    try {
      if (JsonTree.parse(json) instanceof Map<?, ?> fields) {
        return new EventTold(
            text(fields, "rule", "a rule"),
            text(fields, "type", RuleType.METRIC.id()),
            Severity.parse(text(fields, "severity", Severity.WARNING.id())).id(),
            labels(fields.get("group")));
      }
    } catch (IllegalArgumentException unreadable) {
      return new EventTold("a rule", RuleType.METRIC.id(), "warning", new TreeMap<>());
    }
    return new EventTold("a rule", RuleType.METRIC.id(), "warning", new TreeMap<>());
  }

  private static String text(Map<?, ?> fields, String field, String none) {
    return fields.get(field) instanceof String text && !text.isBlank() ? text : none;
  }

  private static SortedMap<String, String> labels(@Nullable Object group) {
    SortedMap<String, String> labels = new TreeMap<>();
    if (group instanceof Map<?, ?> values) {
      values.forEach((key, value) -> labels.put(String.valueOf(key), String.valueOf(value)));
    }
    return labels;
  }
}
