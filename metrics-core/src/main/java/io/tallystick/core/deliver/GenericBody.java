package io.tallystick.core.deliver;

import io.tallystick.core.json.JsonText;

/** A message as JSON with one field for each thing it says. */
final class GenericBody {
  private GenericBody() {}

  static String of(AlertMessage message) {
    return JsonText.object(
        to ->
            to.text("event_id", message.eventId())
                .text("rule_id", message.ruleId())
                .text("rule", message.ruleName())
                .text("type", message.type())
                .text("severity", message.severity())
                .text("state", message.transition().word())
                .texts("group", message.group())
                .number("value", message.value())
                .number("threshold", message.threshold())
                .text("at", message.at().toString())
                .text("since", message.since().toString())
                .text("text", message.text())
                .text("link", message.link()));
  }
}
