package io.tallystick.docs.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.docs.PageText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The messages that docs/troubleshooting-guide.md quotes, with an ellipsis for what differs. */
final class QuotedMessages {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```log\\n(.*?)^```$");
  private static final String DIFFERS = "…";

  private QuotedMessages() {}

  static List<String> all() {
    List<String> quoted = new ArrayList<>();
    Matcher found = BLOCK.matcher(PageText.of("docs/troubleshooting-guide.md"));
    while (found.find()) {
      quoted.add(found.group(1).strip());
    }
    return quoted;
  }

  /** A message that came up stands on the page. */
  static void has(String message) {
    assertThat(all())
        .as("quoted on the page: " + message)
        .anyMatch(
            quoted -> Pattern.compile(form(quoted), Pattern.DOTALL).matcher(message).matches());
  }

  /** What is so short that it would fit anything does not count as quoted. */
  static List<String> tooShort() {
    return all().stream().filter(quoted -> quoted.replace(DIFFERS, "").length() < 20).toList();
  }

  private static String form(String quoted) {
    StringBuilder form = new StringBuilder();
    for (String part : quoted.split("(?<=" + DIFFERS + ")|(?=" + DIFFERS + ")")) {
      form.append(part.equals(DIFFERS) ? ".+" : Pattern.quote(part));
    }
    return form.toString();
  }
}
