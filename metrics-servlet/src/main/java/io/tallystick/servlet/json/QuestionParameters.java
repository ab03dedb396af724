package io.tallystick.servlet.json;

import io.tallystick.core.query.Aggregation;
import io.tallystick.core.query.Question;
import io.tallystick.core.query.Selection;
import io.tallystick.core.query.Step;
import io.tallystick.servlet.http.Parameters;
import io.tallystick.servlet.http.RefusedRequest;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Makes questions of what stands behind the question mark. */
final class QuestionParameters {
  static final Parameter METRIC =
      Parameter.text("metric", "The metric's name, or another name of it.");
  static final Parameter TYPE =
      Parameter.word(
          "type", List.of("system", "user"), "Whose metric it is: the application's or tenants'.");
  static final Parameter TENANT =
      Parameter.text("tenant", "Only this tenant's, by its id as it was recorded.");
  static final Parameter SOURCE = Parameter.text("source", "Only this source's.");
  static final Parameter TAGS =
      Parameter.family(
          "tag",
          "Only series that have this tag, as tag.KEY=VALUE; several values of one key are"
              + " alternatives.");

  /** Which series. */
  static final List<Parameter> SELECTION = List.of(METRIC.required(), TYPE, TENANT, SOURCE, TAGS);

  static final Parameter AGGREGATION =
      Parameter.text(
          "aggregation",
          "What is made of the values: count, sum, rate, avg, min, max, last, or p0 to p100."
              + " Without it the count of a counter, the last value of a gauge, the p95 of a"
              + " histogram.");
  static final Parameter STEP =
      Parameter.optionalWord(
          "step",
          Arrays.stream(Step.values()).map(Step::id).toList(),
          "How long a point is. Without it the period's own: 1m of 1h, 5m of 6h, 1h of 24h, 6h of"
              + " 7d, 1d of 30d, 1mo of 12mo.");
  static final Parameter GROUP_BY =
      Parameter.text(
          "group_by", "A tag key, or two with a comma between them: an answer for each value.");
  static final Parameter TOP =
      Parameter.number("top", 1_000, 1, 1_000, "How many of the largest groups.");
  static final Parameter FRESH =
      Parameter.word(
          "fresh",
          List.of("false", "true"),
          "Whether only a new answer will do, and none of a few seconds ago.");

  private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]{0,39}");
  private static final String TAG = "tag.";

  private QuestionParameters() {}

  /** The series that are asked for. */
  static Selection selection(Parameters given) {
    String metric = METRIC.requiredOf(given);
    boolean isUser = TYPE.wordOf(given).equals("user");
    Selection selection = isUser ? Selection.ofTenants(metric) : Selection.of(metric);
    String tenant = TENANT.textOf(given);
    String source = SOURCE.textOf(given);
    selection = tenant == null ? selection : selection.tenant(tenant);
    selection = source == null ? selection : selection.source(source);
    for (String name : given.names()) {
      if (name.startsWith(TAG)) {
        selection = selection.tag(key(name, name.substring(TAG.length())), given.all(name));
      }
    }
    return selection;
  }

  /** Whether anything is said of series. */
  static boolean isSelecting(Parameters given) {
    return given.names().stream()
        .anyMatch(
            name ->
                name.startsWith(TAG)
                    || List.of("metric", "type", "tenant", "source").contains(name));
  }

  private static String key(String parameter, String key) {
    if (!KEY.matcher(key).matches()) {
      throw RefusedRequest.badParameter(
          parameter,
          key,
          "a tag key is of a to z, 0 to 9 and _, begins with a letter, and has 1 to 40 characters");
    }
    return key;
  }

  /** The question about the series and the time that are asked for. */
  static Question question(Parameters given) {
    Question question = TimeParameters.timed(given, Question.about(selection(given)));
    return FRESH.isTrue(given) ? question.fresh() : question;
  }

  static Question aggregated(Parameters given, Question question) {
    String id = AGGREGATION.textOf(given);
    return id == null ? question : question.aggregate(Aggregation.parse(id));
  }

  static Question stepped(Parameters given, Question question) {
    String step = STEP.optionalWordOf(given);
    return step == null ? question : question.step(Step.parse(step));
  }

  static boolean isGrouped(Parameters given) {
    return given.text(GROUP_BY.name()) != null;
  }

  /** In groups, where that is asked for. */
  static Question grouped(Parameters given, Question question) {
    String keys = GROUP_BY.textOf(given);
    int top = TOP.numberOf(given);
    if (keys == null) {
      return question;
    }
    String[] each = keys.split(",", -1);
    for (String key : each) {
      key(GROUP_BY.name(), key);
    }
    return question.groupBy(each).top(top);
  }
}
