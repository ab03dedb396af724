package io.tallystick.core.alert;

import io.tallystick.core.json.JsonTree;
import io.tallystick.spi.AlertEvent;
import java.util.LinkedHashMap;
import java.util.List;
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
 * @param receivers who was there to be told when it happened; empty where that is not known
 */
public record EventTold(
    String ruleName,
    String type,
    String severity,
    SortedMap<String, String> labels,
    List<String> receivers) {
  /** Copies the receivers. */
  public EventTold {
    receivers = List.copyOf(receivers);
  }

  static EventTold of(KnownRule rule, SortedMap<String, String> labels) {
    RuleDefinition definition = rule.definition();
    return new EventTold(
        definition.name(), definition.type().id(), definition.severity().id(), labels, List.of());
  }

  /** The same for those that are there to be told. */
  EventTold to(List<String> names) {
    return new EventTold(ruleName, type, severity, labels, names);
  }

  /** Whether a receiver was there when it happened; who came later is not told of former days. */
  boolean isFor(String receiver) {
    return receivers.isEmpty() || receivers.contains(receiver);
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
    if (!receivers.isEmpty()) {
      fields.put("receivers", receivers);
    }
    return JsonTree.write(fields);
  }

  static EventTold parse(String json) {
    try {
      if (JsonTree.parse(json) instanceof Map<?, ?> fields) {
        return new EventTold(
            text(fields, "rule", "a rule"),
            text(fields, "type", RuleType.METRIC.id()),
            Severity.parse(text(fields, "severity", Severity.WARNING.id())).id(),
            labels(fields.get("group")),
            texts(fields.get("receivers")));
      }
    } catch (IllegalArgumentException unreadable) {
      return ofNothing();
    }
    return ofNothing();
  }

  private static EventTold ofNothing() {
    return new EventTold("a rule", RuleType.METRIC.id(), "warning", new TreeMap<>(), List.of());
  }

  private static List<String> texts(@Nullable Object list) {
    return list instanceof List<?> all ? all.stream().map(String::valueOf).toList() : List.of();
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
