package io.tallystick.core.alert;

import io.tallystick.core.json.JsonTree;
import io.tallystick.spi.AlertRule;
import io.tallystick.spi.AlertTerms;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A definition as a store keeps it, and back. */
final class StoredForm {
  private StoredForm() {}

  static AlertTerms terms(RuleDefinition rule) {
    return new AlertTerms(
        rule.scope().endpoint(),
        rule.scope().apiKey(),
        JsonTree.write(rule.scope().tags()),
        String.join(",", rule.scope().groupBy()),
        rule.condition().threshold(),
        rule.condition().comparison().id(),
        rule.timing().window(),
        rule.timing().hold(),
        rule.timing().cooldown(),
        rule.condition().minimumVolume(),
        rule.severity().id(),
        JsonTree.write(RuleTree.more(rule)));
  }

  /**
   * What is kept, as it is known.
   *
   * @throws IllegalArgumentException when somebody changed it into what is no rule
   */
  static KnownRule known(AlertRule stored) {
    return new KnownRule(
        stored.id(),
        stored.version(),
        RuleTree.read(fields(stored)),
        false,
        stored.createdBy(),
        stored.createdAt(),
        stored.updatedAt(),
        stored.lastFiredAt());
  }

  private static Map<String, @Nullable Object> fields(AlertRule stored) {
    AlertTerms terms = stored.terms();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    if (JsonTree.parse(terms.more()) instanceof Map<?, ?> more) {
      more.forEach((name, value) -> fields.put(String.valueOf(name), value));
    }
    fields.put("name", stored.name());
    fields.put("type", stored.type());
    fields.put("enabled", stored.isEnabled());
    fields.put("endpoint_filter", terms.endpointFilter());
    fields.put("api_key_filter", terms.apiKeyFilter());
    fields.put("tag_filter", JsonTree.parse(terms.tagFilter()));
    fields.put("group_by", keys(terms.groupBy()));
    fields.put("threshold_value", terms.threshold());
    fields.put("comparison", terms.comparison());
    fields.put("window_minutes", (long) terms.windowMinutes());
    fields.put("for_minutes", (long) terms.forMinutes());
    fields.put("cooldown_minutes", (long) terms.cooldownMinutes());
    fields.put("minimum_volume", terms.minimumVolume());
    fields.put("severity", terms.severity());
    return fields;
  }

  private static List<String> keys(String groupBy) {
    return groupBy.isEmpty() ? List.of() : Arrays.asList(groupBy.split(","));
  }
}
