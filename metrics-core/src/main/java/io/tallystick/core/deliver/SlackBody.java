package io.tallystick.core.deliver;

import io.tallystick.core.json.JsonText;
import java.util.stream.Collectors;

/**
 * A message in the shape that Slack's incoming webhooks take, and others that follow them: the
 * sentence, and below it what it is about beside a bar whose colour tells how bad it is.
 */
final class SlackBody {
  private static final String GREEN = "#2eb67d";
  private static final String RED = "#d0021b";
  private static final String AMBER = "#e8a000";
  private static final String BLUE = "#2f80ed";

  private SlackBody() {}

  static String of(AlertMessage message) {
    return JsonText.object(
        to ->
            to.text("text", title(message) + ": " + escaped(message.text()))
                .arrayOfOne("attachments", below -> attachment(below, message)));
  }

  private static String title(AlertMessage message) {
    return switch (message.transition()) {
      case FIRING -> "Alert";
      case RESOLVED -> "Resolved";
      case NO_DATA -> "No data";
      case WARNING -> "Warning";
      case TEST -> "Test";
    };
  }

  private static void attachment(JsonText to, AlertMessage message) {
    to.text("color", color(message)).text("title", escaped(message.ruleName()));
    if (isWeb(message.link())) {
      to.text("title_link", message.link());
    }
    to.text("text", escaped(details(message)))
        .text("fallback", escaped(message.ruleName()))
        .number("ts", message.at().getEpochSecond());
  }

  private static boolean isWeb(String link) {
    return link.startsWith("https://") || link.startsWith("http://");
  }

  private static String details(AlertMessage message) {
    String group =
        message.group().entrySet().stream()
            .map(each -> each.getKey() + " = " + each.getValue() + "\n")
            .collect(Collectors.joining());
    return group + "Since " + message.since() + ", severity " + message.severity();
  }

  private static String color(AlertMessage message) {
    if (message.transition() == AlertMessage.Transition.RESOLVED) {
      return GREEN;
    }
    return switch (message.severity()) {
      case "critical" -> RED;
      case "warning" -> AMBER;
      default -> BLUE;
    };
  }

  /** As Slack wants it: then no name makes a link, or calls the people of a channel. */
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
