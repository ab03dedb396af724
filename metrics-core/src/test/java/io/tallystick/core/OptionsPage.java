package io.tallystick.core;

import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.stream.Stream;

/** Writes the table of options as the Markdown page that people read. */
final class OptionsPage {
  /** Not a name of ours: a runtime that some test starts would refuse it. */
  static final String WRITE = "docs.options.write";

  static final String COMMAND =
      "mvn -B -Pfast -pl metrics-core -am test -Dtest=OptionsPageTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -D"
          + WRITE
          + "=true";

  private static final String HEAD =
      """
      # Options

      Generated from `Option` of `io.tallystick.core`, not to be edited; to write it anew: `%s`

      An option is given as a system property, as an environment variable, or in code by the builder's method of the name in the third column; the first of these that is there wins over the ones behind it, and over the default. A variable's name is the property's in capitals with `_` for each dot, and no other spelling is read.

      `false` for `tallystick.enabled` wins wherever it stands, also over a mistake in another option: nothing is recorded then.

      Any other `tallystick.*` property or `TALLYSTICK_*` variable, and any value that is not possible, stops the start with a message that names all of them. Values are read as they stand, blanks included, and an empty value is one too: it stands for no tags and no keys, and is a mistake elsewhere. Left alone are the variables that Kubernetes sets for a service whose name starts with `tallystick`, such as `TALLYSTICK_SERVICE_HOST`.

      What the path of the metrics and the ids of clients are for is said of the [endpoints](endpoints.md) and of the [filter](filter.md). The value of `tallystick.tenant.key` is in no message and no log.
      """
          .formatted(COMMAND);

  private static final Map<String, String> NOTES =
      Map.of(
          "",
          "Tags of every series must pass the guards unchanged: no denied key, no personal data,"
              + " nothing too long or too many, and none of the keys `metric`, `overflow`, `reason` and"
              + " `rule`, which tell the runtime's own series apart. They come on top of the tags"
              + " that a series may have of its own, and together these are at most 32. A series"
              + " that has one of the tags of every series itself is the series without it; where"
              + " its value is another, its own stays. In code a tag's value may hold a comma.",
          "retention",
          "Coarser buckets are kept at least as long as finer ones. Nothing is purged before it is"
              + " folded into coarser buckets.",
          "store",
          "A store that is too large sheds the oldest of its finest history first: buckets of a"
              + " minute, then of five minutes, then of an hour, each of which is counted. It keeps"
              + " buckets of a day, what is not folded yet, and of each width the newest: an hour,"
              + " a day, a week. KB, MB and GB are powers of 1024.",
          "limit",
          "Neither the series of one metric nor the names may be more than the series in all. What"
              + " is refused goes to the metric's overflow series.",
          "budget",
          "Together they take at most a quarter of the maximum heap. Defaults shrink in proportion"
              + " until they fit beside what is configured; configured budgets that do not fit stop"
              + " the start. KB, MB and GB are powers of 1024.");

  private OptionsPage() {}

  static String page() {
    return HEAD
        + section("General", "")
        + section("How long history is kept", "retention")
        + section("How large the store may become", "store")
        + section("Limits", "limit")
        + section("Memory", "budget");
  }

  private static String section(String title, String group) {
    return """

        ## %s

        %s

        | Property | Variable | In code | Values | Default | What it says |
        |---|---|---|---|---|---|
        %s"""
        .formatted(
            title, NOTES.get(group), options(group).map(OptionsPage::row).collect(joining()));
  }

  private static Stream<Option<?>> options(String group) {
    return Options.table().stream().filter(option -> groupOf(option).equals(group));
  }

  private static String groupOf(Option<?> option) {
    String first = option.property().split("\\.")[1];
    return !first.isEmpty() && NOTES.containsKey(first) ? first : "";
  }

  private static <T> String row(Option<T> option) {
    return "| `%s` | `%s` | `%s` | %s | %s | %s |\n"
        .formatted(
            option.property(),
            option.variable(),
            option.method(),
            option.type().rule(),
            orNothing(option.type().text(option.standard())),
            option.meaning());
  }

  private static String orNothing(String text) {
    return text.isEmpty() ? "–" : "`" + text + "`";
  }
}
