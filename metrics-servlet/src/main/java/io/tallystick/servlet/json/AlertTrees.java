package io.tallystick.servlet.json;

import io.tallystick.core.alert.Backtest;
import io.tallystick.core.alert.EventTold;
import io.tallystick.core.alert.GroupStatus;
import io.tallystick.core.alert.KnownRule;
import io.tallystick.core.deliver.DeliveryOutcome;
import io.tallystick.spi.AlertDelivery;
import io.tallystick.spi.AlertEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Alert rules and what becomes of them, as {@link AlertShapes} says. */
final class AlertTrees {
  /** From the worst on: a rule is as bad as the worst of its groups. */
  private static final List<String> WORST_FIRST = List.of("firing", "pending", "no_data");

  private AlertTrees() {}

  static Map<String, @Nullable Object> of(
      KnownRule rule, List<GroupStatus> all, @Nullable String problem) {
    List<GroupStatus> groups =
        all.stream().filter(group -> group.ruleId().equals(rule.id())).toList();
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("id", rule.id());
    tree.put("version", rule.version());
    tree.putAll(rule.definition().fields());
    tree.put("read_only", rule.isReadOnly());
    tree.put("state", rule.definition().isEnabled() ? worst(groups) : "off");
    tree.put("problem", problem);
    tree.put("groups", groups.stream().map(AlertTrees::of).toList());
    tree.put("created_by", rule.createdBy());
    tree.put("created_at", rule.createdAt());
    tree.put("updated_at", rule.updatedAt());
    tree.put("last_fired_at", rule.lastFiredAt());
    return tree;
  }

  private static String worst(List<GroupStatus> groups) {
    if (groups.stream().anyMatch(GroupStatus::isFiring)) {
      return WORST_FIRST.get(0);
    }
    return WORST_FIRST.stream()
        .filter(state -> groups.stream().anyMatch(group -> group.state().equals(state)))
        .findFirst()
        .orElse("ok");
  }

  private static Map<String, @Nullable Object> of(GroupStatus group) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("group", group.group());
    tree.put("state", group.state());
    tree.put("since", group.since());
    tree.put("fired_at", group.firedAt());
    return tree;
  }

  static Map<String, @Nullable Object> of(AlertEvent event) {
    EventTold told = EventTold.of(event);
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("id", event.id());
    tree.put("rule_id", event.ruleId());
    tree.put("rule", told.ruleName());
    tree.put("type", told.type());
    tree.put("severity", told.severity());
    tree.put("group", event.group());
    tree.put("transition", event.transition());
    tree.put("at", event.at());
    tree.put("since", event.since());
    tree.put("value", event.value());
    tree.put("threshold", event.threshold());
    tree.put("message", event.message());
    return tree;
  }

  static Map<String, @Nullable Object> of(AlertDelivery delivery) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("receiver", delivery.receiver());
    tree.put("attempt", delivery.attempt());
    tree.put("at", delivery.at());
    tree.put("delivered", delivery.isDelivered());
    tree.put("outcome", delivery.outcome());
    return tree;
  }

  static Map<String, @Nullable Object> of(DeliveryOutcome outcome) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("receiver", outcome.receiver());
    tree.put("delivered", outcome.isDelivered());
    tree.put("outcome", outcome.outcome());
    tree.put("took_ms", outcome.took().toMillis());
    return tree;
  }

  static Map<String, @Nullable Object> of(Backtest tried) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("from", tried.range().from());
    tree.put("to", tried.range().to());
    tree.put("count", tried.count());
    tree.put("parts", tried.parts().stream().map(AlertTrees::of).toList());
    tree.put("firings", tried.firings().stream().map(AlertTrees::of).toList());
    return tree;
  }

  private static Map<String, @Nullable Object> of(Backtest.Part part) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("from", part.range().from());
    tree.put("to", part.range().to());
    tree.put("step_minutes", part.step().toMinutes());
    tree.put("testable", part.isTestable());
    tree.put("note", part.note());
    return tree;
  }

  private static Map<String, @Nullable Object> of(Backtest.Firing firing) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("group", firing.group());
    tree.put("at", firing.at());
    tree.put("resolved_at", firing.resolvedAt());
    tree.put("value", firing.value());
    tree.put("message", firing.message());
    return tree;
  }
}
