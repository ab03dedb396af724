package io.tallystick.core.alert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A definition as the fields of JSON, and back. */
final class RuleTree {
  private static final Set<String> FIELDS =
      Set.of(
          "name",
          "type",
          "enabled",
          "endpoint_filter",
          "api_key_filter",
          "tag_filter",
          "group_by",
          "metric",
          "aggregation",
          "per",
          "comparison",
          "threshold_value",
          "minimum_volume",
          "sensitivity",
          "minimum_change_percent",
          "minimum_step",
          "window_minutes",
          "for_minutes",
          "cooldown_minutes",
          "severity",
          "webhooks");

  private RuleTree() {}

  /**
   * The definition that fields say.
   *
   * @throws InvalidRuleException when they say none; it names the first that is wrong
   */
  static RuleDefinition read(@Nullable Object tree) {
    Fields fields = Fields.of("the rule", tree);
    fields.requireOnly(FIELDS);
    RuleType type = RuleType.parse(fields.text("type"));
    return new RuleDefinition(
        fields.text("name"),
        type,
        fields.truth("enabled", true),
        scope(fields),
        measure(fields),
        condition(fields, type),
        timing(fields, type),
        Severity.parse(fields.text("severity", Severity.WARNING.id())),
        webhooks(fields));
  }

  private static RuleScope scope(Fields fields) {
    return new RuleScope(
        fields.text("endpoint_filter", ""),
        fields.text("api_key_filter", ""),
        fields.lists("tag_filter"),
        fields.texts("group_by"));
  }

  private static RuleMeasure measure(Fields fields) {
    Fields per = fields.part("per");
    if (per == null) {
      return new RuleMeasure(
          fields.text("metric", ""), fields.text("aggregation", ""), "", new TreeMap<>());
    }
    per.requireOnly(Set.of("metric", "tag_filter"));
    Checks.metric("per.metric", per.text("metric"));
    return new RuleMeasure(
        fields.text("metric", ""),
        fields.text("aggregation", ""),
        per.text("metric"),
        per.lists("tag_filter"));
  }

  private static RuleCondition condition(Fields fields, RuleType type) {
    Comparison usual = type == RuleType.RATE_LIMIT ? Comparison.GTE : Comparison.GT;
    boolean hasThreshold = type != RuleType.SPIKE && type != RuleType.ABSENT;
    return new RuleCondition(
        Comparison.parse(fields.text("comparison", usual.id())),
        hasThreshold ? fields.number("threshold_value") : fields.number("threshold_value", 0),
        fields.whole("minimum_volume", 0),
        fields.number("sensitivity", 5),
        fields.number("minimum_change_percent", 20),
        fields.number("minimum_step", 0));
  }

  private static RuleTiming timing(Fields fields, RuleType type) {
    RuleTiming usual = type == RuleType.SPIKE ? RuleTiming.OF_SPIKE : RuleTiming.STANDARD;
    return new RuleTiming(
        fields.small("window_minutes", usual.window()),
        fields.small("for_minutes", usual.hold()),
        fields.small("cooldown_minutes", usual.cooldown()));
  }

  private static List<WebhookTarget> webhooks(Fields fields) {
    List<WebhookTarget> targets = new ArrayList<>();
    for (Fields each : fields.parts("webhooks")) {
      each.requireOnly(Set.of("url", "shape"));
      String shape = each.text("shape", "generic");
      if (!shape.equals("generic") && !shape.equals("slack")) {
        throw new InvalidRuleException("webhooks.shape", shape, "give generic or slack");
      }
      targets.add(new WebhookTarget(each.text("url"), shape.equals("slack")));
    }
    return targets;
  }

  /** What {@link #read} would read. */
  static Map<String, @Nullable Object> write(RuleDefinition rule) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("name", rule.name());
    fields.put("type", rule.type().id());
    fields.put("enabled", rule.isEnabled());
    fields.put("endpoint_filter", rule.scope().endpoint());
    fields.put("api_key_filter", rule.scope().apiKey());
    fields.put("tag_filter", rule.scope().tags());
    fields.put("group_by", rule.scope().groupBy());
    fields.put("comparison", rule.condition().comparison().id());
    fields.put("threshold_value", rule.condition().threshold());
    fields.put("minimum_volume", rule.condition().minimumVolume());
    fields.put("window_minutes", rule.timing().window());
    fields.put("for_minutes", rule.timing().hold());
    fields.put("cooldown_minutes", rule.timing().cooldown());
    fields.put("severity", rule.severity().id());
    fields.putAll(more(rule));
    return fields;
  }

  /** The fields that have no column in a store. */
  static Map<String, @Nullable Object> more(RuleDefinition rule) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("metric", rule.measure().metric());
    fields.put("aggregation", rule.measure().aggregation());
    if (!rule.measure().perMetric().isEmpty()) {
      fields.put("per", per(rule.measure().perMetric(), rule.measure().perTags()));
    }
    if (rule.type() == RuleType.SPIKE) {
      fields.put("sensitivity", rule.condition().sensitivity());
      fields.put("minimum_change_percent", rule.condition().minimumChangePercent());
      fields.put("minimum_step", rule.condition().minimumStep());
    }
    fields.put("webhooks", rule.webhooks().stream().map(RuleTree::webhook).toList());
    return fields;
  }

  private static Map<String, Object> per(String metric, SortedMap<String, List<String>> tags) {
    return Map.of("metric", metric, "tag_filter", tags);
  }

  private static Map<String, Object> webhook(WebhookTarget target) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("url", target.url());
    fields.put("shape", target.isSlack() ? "slack" : "generic");
    return fields;
  }
}
